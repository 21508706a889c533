package dev.nodecert.operator.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Optional<Instant> NOT_ASKED = Optional.empty();

  @ParameterizedTest
  @CsvSource({
    "0, PT1M",
    "1, PT10M",
    "2, PT100M",
    "3, PT24H",
    "4, PT24H",
    "1000, PT24H",
  })
  void theDelayGrowsToADayAndAFifthOfItAtMostIsAdded(int failuresBefore, Duration delay) {
    for (var seed : new String[] {"a", "b", "c", "d", "e", "f", "g", "h"}) {
      var failure =
          RetrySchedule.next(after(failuresBefore), "type", "text", NOT_ASKED, A_DAY, NOW, seed);

      assertThat(failure.count()).isEqualTo(failuresBefore + 1);
      assertThat(Duration.between(NOW, failure.retryAt()))
          .isBetween(delay, delay.plus(delay.dividedBy(5)));
    }
  }

  @Test
  void theFirstFailureIsOne() {
    var failure =
        RetrySchedule.next(null, "connection", "No answer.", NOT_ASKED, A_DAY, NOW, "seed");

    assertThat(failure)
        .isEqualTo(new Failure(1, "connection", "No answer.", NOW, failure.retryAt()));
  }

  @Test
  void theJitterStaysTheSameForAnObjectAndDiffersBetweenObjects() {
    var moments = new HashSet<Instant>();
    for (int object = 0; object < 20; object++) {
      var seed = "uid-" + object;
      var retryAt = retryAt(seed);
      assertThat(retryAt).isEqualTo(retryAt(seed));
      moments.add(retryAt);
    }
    assertThat(moments).hasSizeGreaterThan(10);
  }

  private static Instant retryAt(String seed) {
    return RetrySchedule.next(after(3), "type", "text", NOT_ASKED, A_DAY, NOW, seed).retryAt();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T12:05:00Z, 2026-11-23T12:05:00Z",
    "2026-11-23T15:00:00Z, 2026-11-23T15:00:00Z",
    "2026-11-23T15:00:00.001Z, 2026-11-23T15:00:01Z",
    "2026-11-23T12:00:01Z, 2026-11-23T12:01:00Z",
    "2001-01-01T00:00:00Z, 2026-11-23T12:01:00Z",
    "2099-01-01T00:00:00Z, 2026-11-24T12:00:00Z",
  })
  void whatTheOtherSideAsksForRulesWithinReasonAndIsNeverCutShort(
      Instant askedFor, Instant retryAt) {
    var failure =
        RetrySchedule.next(after(2), "type", "text", Optional.of(askedFor), A_DAY, NOW, "seed");

    assertThat(failure.retryAt()).isEqualTo(retryAt);
  }

  @ParameterizedTest
  @CsvSource({"0, PT1H", "1, PT1H", "2, PT100M", "3, PT24H"})
  void whereALimitWasReachedAndNothingWasSaidItIsAnHourAtLeast(int failuresBefore, Duration delay) {
    var failure =
        RetrySchedule.next(
            after(failuresBefore), "rateLimited", "text", NOT_ASKED, A_DAY, NOW, "seed");

    assertThat(Duration.between(NOW, failure.retryAt()))
        .isBetween(delay, delay.plus(delay.dividedBy(5)));
  }

  @ParameterizedTest
  @CsvSource({"0, PT1M", "1, PT10M", "2, PT100M", "3, PT8H", "9, PT8H"})
  void theDelayGrowsToLessThanADayWhereThatIsTooLong(int failuresBefore, Duration delay) {
    var eightHours = Duration.ofHours(8);
    var failure =
        RetrySchedule.next(
            after(failuresBefore), "type", "text", NOT_ASKED, eightHours, NOW, "seed");

    assertThat(Duration.between(NOW, failure.retryAt()))
        .isBetween(delay, delay.plus(delay.dividedBy(5)));
  }

  @Test
  void andNeverBelowAMinute() {
    var failure =
        RetrySchedule.next(null, "type", "text", NOT_ASKED, Duration.ofSeconds(3), NOW, "seed");

    assertThat(failure.retryAt()).isAfterOrEqualTo(NOW.plusSeconds(60));
  }

  private static Failure after(int count) {
    return new Failure(count, "former", "former", NOW, NOW);
  }
}
