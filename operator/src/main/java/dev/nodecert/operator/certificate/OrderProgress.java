package dev.nodecert.operator.certificate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which orders' challenges this process has triggered, since when each waits for the CA, and which
 * the CA has seen proven. It may be lost: then the CA is asked.
 */
final class OrderProgress {

  private static final Duration SHORTEST_DELAY = Duration.ofMillis(10);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

  private final ConcurrentMap<String, Instant> waitingSince = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Instant> nextLooks = new ConcurrentHashMap<>();
  private final Set<String> proven = ConcurrentHashMap.newKeySet();

  boolean isTriggered(String orderURL) {
    return waitingSince.containsKey(orderURL);
  }

  /** The CA has been given something to do. */
  void handedOver(String orderURL, Instant now) {
    waitingSince.put(orderURL, now);
  }

  /** The CA needs to see no proof of this order any more. */
  void proven(String orderURL) {
    proven.add(orderURL);
  }

  boolean isProven(String orderURL) {
    return proven.contains(orderURL);
  }

  void forget(String orderURL) {
    waitingSince.remove(orderURL);
    nextLooks.remove(orderURL);
    proven.remove(orderURL);
  }

  /** When to look again: when the CA asks to, else after as long as was waited already. */
  Instant lookAgain(String orderURL, Optional<Instant> askedFor, Instant now) {
    var waited = Duration.between(waitingSince.getOrDefault(orderURL, now), now);
    var next = askedFor.orElseGet(() -> now.plus(delay(waited)));
    nextLooks.put(orderURL, next);
    return next;
  }

  /** Until when the CA is not asked, whatever wakes us before. */
  Optional<Instant> pausedUntil(String orderURL, Instant now) {
    return Optional.ofNullable(nextLooks.get(orderURL)).filter(now::isBefore);
  }

  static Duration delay(Duration waited) {
    if (waited.compareTo(SHORTEST_DELAY) < 0) {
      return SHORTEST_DELAY;
    }
    return waited.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : waited;
  }
}
