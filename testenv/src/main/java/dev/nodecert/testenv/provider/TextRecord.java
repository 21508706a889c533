package dev.nodecert.testenv.provider;

/**
 * A TXT record.
 *
 * @param name without a dot at its end
 */
record TextRecord(String name, String value) {}
