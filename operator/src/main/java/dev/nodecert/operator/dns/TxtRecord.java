package dev.nodecert.operator.dns;

public record TxtRecord(String name, String value) {}
