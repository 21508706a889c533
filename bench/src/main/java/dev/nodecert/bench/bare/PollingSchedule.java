package dev.nodecert.bench.bare;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/**
 * How the operator polls an order, when the CA does not say: after as long as was waited already.
 */
record PollingSchedule(Duration shortest, Duration longest) {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  static PollingSchedule ofTheOperator() {
    return new PollingSchedule(Duration.ofMillis(10), Duration.ofSeconds(10));
  }

  /** Waits in this thread. */
  void await(Callable<Boolean> condition) {
    var begin = System.nanoTime();
    Awaitility.await()
        .pollInSameThread()
        .atMost(PATIENCE)
        .pollDelay(shortest)
        .pollInterval((_, _) -> delay(Duration.ofNanos(System.nanoTime() - begin)))
        .until(condition);
  }

  private Duration delay(Duration waited) {
    if (waited.compareTo(shortest) < 0) {
      return shortest;
    }
    return waited.compareTo(longest) > 0 ? longest : waited;
  }
}
