package dev.nodecert.testenv.provider;

/**
 * What a provider answers.
 *
 * @param body JSON
 */
record ApiAnswer(int status, String body) {}
