package dev.nodecert.operator.challenge.dns01;

import java.time.Duration;

/** The pauses between tries to reach a provider: about half as long as it has been away. */
final class AbsenceSchedule {

  /** A container that ends is started again after 10 seconds, then after 20, 40, 80 and 160. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final double GROWTH = 1.5;

  private AbsenceSchedule() {}

  /** The pause after so many tries. */
  static Duration pause(int tries) {
    double millis = FIRST.toMillis() * Math.pow(GROWTH, tries - 1.0);
    return millis < LONGEST.toMillis() ? Duration.ofMillis((long) millis) : LONGEST;
  }
}
