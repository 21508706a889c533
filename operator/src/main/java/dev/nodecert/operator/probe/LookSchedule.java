package dev.nodecert.operator.probe;

import java.time.Duration;

/**
 * The pauses between looks: half of the time that it has taken so far, so that what takes a second
 * is seen within a second, and what takes a minute within half of one.
 */
final class LookSchedule {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final int PART = 2;

  private LookSchedule() {}

  /** The pause after a look, so long after the first one. */
  static Duration pause(Duration sinceFirst) {
    var part = sinceFirst.dividedBy(PART);
    if (part.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return part.compareTo(LONGEST) > 0 ? LONGEST : part;
  }
}
