package dev.nodecert.operator.challenge.dns01;

import java.time.Duration;

/** The pauses between looks at name servers: from tens of milliseconds, growing. */
final class LookSchedule {

  private static final Duration FIRST = Duration.ofMillis(20);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int DOUBLINGS = 9;

  private LookSchedule() {}

  /** The pause after so many looks. */
  static Duration pause(int looks) {
    return looks > DOUBLINGS ? LONGEST : FIRST.multipliedBy(1L << (looks - 1));
  }
}
