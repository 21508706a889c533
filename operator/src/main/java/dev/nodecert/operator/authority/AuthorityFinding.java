package dev.nodecert.operator.authority;

/**
 * What there is to say of the CA, or of what it was asked for.
 *
 * @param reason CamelCase, for a condition
 * @param message a sentence for the user, and what to do
 */
public record AuthorityFinding(String reason, String message) {}
