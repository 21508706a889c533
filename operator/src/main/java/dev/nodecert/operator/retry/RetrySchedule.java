package dev.nodecert.operator.retry;

import dev.nodecert.api.v1alpha1.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** After 1, 10 and 100 minutes, then daily, as Let's Encrypt's integration guide advises. */
public final class RetrySchedule {

  private static final List<Duration> DELAYS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofMinutes(100),
          Duration.ofDays(1));

  /** What the delays grow to. */
  public static final Duration LONGEST = DELAYS.getLast();

  private static final double MAX_JITTER = 0.2;

  private static final String RATE_LIMITED = "rateLimited";

  /** CAs' limits are by the hour and longer. */
  private static final Duration RATE_LIMITED_DELAY = Duration.ofHours(1);

  private RetrySchedule() {}

  /**
   * One more failure.
   *
   * @param former the failures in a row until now
   * @param askedFor when the other side asked to come back; rules over the schedule
   * @param longest what the schedule's delays grow to where that is less than a day
   * @param seed makes the jitter stable for an object
   */
  public static Failure next(
      @Nullable Failure former,
      String type,
      String message,
      Optional<Instant> askedFor,
      Duration longest,
      Instant now,
      String seed) {
    int count = former == null ? 1 : former.count() + 1;
    return new Failure(
        count,
        type,
        message,
        now.truncatedTo(ChronoUnit.SECONDS),
        roundedUp(
            askedFor
                .map(at -> within(at, now))
                .orElseGet(() -> now.plus(jittered(delay(count, type, longest), seed + count)))));
  }

  /** The other side's word, but neither every second for ever nor never again. */
  private static Instant within(Instant askedFor, Instant now) {
    var earliest = now.plus(DELAYS.getFirst());
    var latest = now.plus(DELAYS.getLast());
    return askedFor.isBefore(earliest) ? earliest : askedFor.isAfter(latest) ? latest : askedFor;
  }

  private static Instant roundedUp(Instant at) {
    var seconds = at.truncatedTo(ChronoUnit.SECONDS);
    return seconds.equals(at) ? at : seconds.plusSeconds(1);
  }

  private static Duration delay(int count, String type, Duration longest) {
    var delay = shorter(DELAYS.get(Math.min(count, DELAYS.size()) - 1), atLeastTheFirst(longest));
    return type.equals(RATE_LIMITED) && delay.compareTo(RATE_LIMITED_DELAY) < 0
        ? RATE_LIMITED_DELAY
        : delay;
  }

  private static Duration atLeastTheFirst(Duration delay) {
    return delay.compareTo(DELAYS.getFirst()) < 0 ? DELAYS.getFirst() : delay;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration jittered(Duration delay, String seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed.hashCode());
    return delay.plusMillis((long) (delay.toMillis() * MAX_JITTER * random.nextDouble()));
  }
}
