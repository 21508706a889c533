package dev.nodecert.operator.probe;

/** Whose certificate is looked at: the NodeCertificate's namespace and name. */
public record ProbeKey(String namespace, String name) {}
