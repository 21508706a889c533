package dev.nodecert.operator.faults;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waiting that ends in time, whatever comes: what did not come is judged afterwards. */
record Patience(Duration atMost) {

  /** A stalled answer is waited for half a minute, a failed step tried again after a minute. */
  static final Patience FOR_RETRIES = new Patience(Duration.ofMinutes(3));

  static final Patience FOR_ONE_ISSUANCE = new Patience(Duration.ofSeconds(30));

  /** Waits until something holds, and says whether it came to that. */
  boolean until(Callable<Boolean> condition) {
    try {
      Awaitility.await()
          .atMost(atMost)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(20))
          .until(condition);
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }
}
