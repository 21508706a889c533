package dev.nodecert.operator.limits;

import java.time.Instant;

/**
 * Why an order has to wait.
 *
 * @param message a sentence for a user, without moving times
 * @param retryAt when there is room again, as far as is known
 */
public record LimitExceeded(String message, Instant retryAt) {}
