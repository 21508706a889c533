package dev.nodecert.operator.dnsapi;

/**
 * The beginning and the end of a long text, or all of a short one.
 *
 * @param head its beginning, or all of it
 * @param tail its end; empty when nothing is left out
 * @param leftOut how many bytes are between the two
 */
record BoundedText(String head, String tail, long leftOut) {}
