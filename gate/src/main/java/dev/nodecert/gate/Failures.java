package dev.nodecert.gate;

import java.time.Duration;
import java.time.Instant;

/** How often it failed, and when last. */
record Failures(int count, Instant last) {

  static final Failures NONE = new Failures(0, Instant.EPOCH);

  private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(60);
  private static final Duration MEMORY = Duration.ofMinutes(15);
  private static final int DOUBLINGS = 6;

  Failures oneMore(Instant now) {
    return new Failures(count + 1, now);
  }

  Failures oneLess() {
    return new Failures(count - 1, last);
  }

  Failures rememberedAt(Instant now) {
    return last.plus(MEMORY).isAfter(now) ? this : NONE;
  }

  /**
   * How long an address has to wait. A user under attack makes it longer, and yet it is counted
   * from the address's own last failure: who comes from another address does not wait at all, and
   * nobody else's tries can move the end of a wait.
   */
  static Duration wait(Failures ofAddress, Failures ofUser, Instant now) {
    if (ofAddress.count() == 0) {
      return Duration.ZERO;
    }
    var end = ofAddress.last().plus(delay(Math.max(ofAddress.count(), ofUser.count())));
    return now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
  }

  private static Duration delay(int failures) {
    var delay = FIRST_DELAY.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
    return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
  }
}
