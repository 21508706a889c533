package dev.nodecert.operator.certificate;

import dev.nodecert.operator.limits.LimitExceeded;

/** An order would exceed a limit. */
final class OrderLimitedException extends Exception {

  private final transient LimitExceeded exceeded;

  OrderLimitedException(LimitExceeded exceeded) {
    super(exceeded.message());
    this.exceeded = exceeded;
  }

  LimitExceeded exceeded() {
    return exceeded;
  }
}
