package dev.nodecert.operator.certificate;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which orders' challenges this process has triggered, and since when each waits for the CA. It may
 * be lost: then the CA is asked.
 */
final class OrderProgress {

  private static final Duration SHORTEST_DELAY = Duration.ofMillis(10);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

  private final ConcurrentMap<URI, Instant> waitingSince = new ConcurrentHashMap<>();

  boolean isTriggered(URI order) {
    return waitingSince.containsKey(order);
  }

  /** The CA has been given something to do. */
  void handedOver(URI order, Instant now) {
    waitingSince.put(order, now);
  }

  void forget(URI order) {
    waitingSince.remove(order);
  }

  /** When to look again: when the CA asks to, else after as long as was waited already. */
  Instant lookAgain(URI order, Optional<Instant> askedFor, Instant now) {
    var waited = Duration.between(waitingSince.getOrDefault(order, now), now);
    return askedFor.orElseGet(() -> now.plus(delay(waited)));
  }

  static Duration delay(Duration waited) {
    if (waited.compareTo(SHORTEST_DELAY) < 0) {
      return SHORTEST_DELAY;
    }
    return waited.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : waited;
  }
}
