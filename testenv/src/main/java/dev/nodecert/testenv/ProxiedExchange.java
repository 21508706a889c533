package dev.nodecert.testenv;

/**
 * A request that a server has answered through a {@link FaultProxy}, whether or not the client
 * heard of it.
 *
 * @param status of HTTP
 * @param answer the body as it came over the wire
 */
public record ProxiedExchange(ProxiedRequest request, int status, String answer) {}
