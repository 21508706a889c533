package dev.nodecert.operator.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Whether one more order would exceed a limit.
 *
 * @param counted what has happened
 * @param pending how many running orders may still add to a series
 */
record LimitCheck(Tally counted, ToIntFunction<String> pending, Instant now) {

  /** The CA's clock is not ours, and counts when our request has arrived. */
  static final Duration MARGIN = Duration.ofMinutes(1);

  /** How long until it is known how a running order ends. */
  private static final Duration PENDING_RECHECK = Duration.ofMinutes(1);

  /** What would be exceeded for the longest. */
  Optional<LimitExceeded> of(OrderIntent intent) {
    return Counts.of(intent).stream()
        .flatMap(count -> exceeded(count).stream())
        .max(Comparator.comparing(LimitExceeded::retryAt));
  }

  /** Which part is used of the limit that is the nearest: 1 where an order would exceed it. */
  double used(OrderIntent intent) {
    return Counts.of(intent).stream().mapToDouble(this::used).max().orElse(0);
  }

  private double used(Count count) {
    var window = count.limit().period().plus(MARGIN);
    long used = counted.after(count.series(), now.minus(window)).size();
    return count.allowed() <= 0
        ? 1
        : Math.min(1, (double) (used + pending.applyAsInt(count.series())) / count.allowed());
  }

  private Optional<LimitExceeded> exceeded(Count count) {
    int pendingNow = pending.applyAsInt(count.series());
    var window = count.limit().period().plus(MARGIN);
    var used = counted.after(count.series(), now.minus(window));
    long tooMany = (long) used.size() + pendingNow + 1 - count.allowed();
    if (tooMany <= 0) {
      return Optional.empty();
    }
    var soon = now.plus(PENDING_RECHECK);
    var free =
        tooMany > used.size()
            ? soon
            : Instant.ofEpochSecond(used.get((int) tooMany - 1)).plus(window);
    return Optional.of(
        new LimitExceeded(
            "One more order would exceed a limit: " + count.text() + ".",
            pendingNow > 0 && soon.isBefore(free) ? soon : free));
  }
}
