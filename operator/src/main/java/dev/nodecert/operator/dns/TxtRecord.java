package dev.nodecert.operator.dns;

/**
 * One value of a TXT record.
 *
 * @param name in lower case, without a dot at its end
 */
public record TxtRecord(String name, String value) {}
