package dev.nodecert.testenv.provider;

/**
 * A request that a stand-in has answered.
 *
 * @param target path and query
 * @param status of the answer
 */
public record ApiExchange(String method, String target, int status) {}
