package dev.nodecert.bench.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What befalls the operator, by chance; the same for the same random numbers. */
record Forecast(RandomGenerator random) {

  /**
   * What stalls fails after half a minute, and what has failed is tried again 60 to 73 seconds
   * later: never in the same storm, and always before the next one.
   */
  static final Duration STORM = Duration.ofSeconds(40);

  static final Duration CALM = Duration.ofSeconds(110);

  private static final int SHORTEST = 1_000;
  private static final int LONGEST = 6_000;

  /** The disturbances of one storm. */
  List<Disturbance> storm(List<Disturbance.Kind> kinds) {
    var storm = new ArrayList<Disturbance>();
    var left = STORM.toMillis();
    while (left > 2 * LONGEST) {
      var next = new Disturbance(kinds.get(random.nextInt(kinds.size())), aWhile(), aWhile());
      storm.add(next);
      left -= next.length().plus(next.pause()).toMillis();
    }
    return storm;
  }

  private Duration aWhile() {
    return Duration.ofMillis(random.nextInt(SHORTEST, LONGEST));
  }
}
