package dev.nodecert.operator.dns;

import java.util.concurrent.atomic.AtomicInteger;

/** How many messages one operation may still send: what servers answer decides how many follow. */
final class QueryBudget {

  /** Of one operation, repetitions included. */
  static final int MAX = 64;

  private final AtomicInteger left;

  private QueryBudget(int left) {
    this.left = new AtomicInteger(left);
  }

  /** All of it. */
  static QueryBudget full() {
    return new QueryBudget(MAX);
  }

  /** What is left when so many are sent in any case. */
  static QueryBudget beside(int sent) {
    return new QueryBudget(Math.max(0, MAX - sent));
  }

  /** Takes one, if there is one. */
  boolean take() {
    return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }
}
