package dev.nodecert.operator.dnsapi.remote;

/** A frame is longer than any may be, or what should be one is none. */
final class FrameLengthException extends Exception {}
