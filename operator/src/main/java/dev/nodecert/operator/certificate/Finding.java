package dev.nodecert.operator.certificate;

/**
 * What a check has found.
 *
 * @param reason CamelCase, for a condition
 * @param message a sentence for the user
 */
record Finding(String reason, String message) {}
