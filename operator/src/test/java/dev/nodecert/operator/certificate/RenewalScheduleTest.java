package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.RenewalPolicy;
import dev.nodecert.api.v1alpha1.RenewalWindow;
import dev.nodecert.operator.certificate.RenewalSchedule.Lifetime;
import dev.nodecert.operator.certificate.RenewalSchedule.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenewalScheduleTest {

  private static final Instant NOT_BEFORE = Instant.parse("2026-11-01T00:00:00Z");
  private static final Duration NINETY_DAYS = Duration.ofDays(90);
  private static final RenewalWindow WINDOW =
      new RenewalWindow(
          Instant.parse("2026-12-01T00:00:00Z"), Instant.parse("2026-12-03T00:00:00Z"));

  @ParameterizedTest
  @CsvSource({
    "P90D, P60D, A third of the lifetime is left.",
    "P45D, P30D, A third of the lifetime is left.",
    "P10D, PT160H, A third of the lifetime is left.",
    "PT239H59M59S, PT119H59M59S, Half of the lifetime is left.",
    "PT160H, PT80H, Half of the lifetime is left.",
    "PT1H, PT30M, Half of the lifetime is left.",
  })
  void theShareOfTheLifetimeDecides(Duration lifetime, Duration untilRenewal, String reason) {
    var moment = schedule(lifetime, Optional.empty(), Optional.empty()).moment();

    assertIsOrALittleBefore(moment, NOT_BEFORE.plus(untilRenewal), lifetime);
    assertThat(moment.reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "720h, , P60D",
    "24h, , P89D",
    "1h30m, , PT2158H30M",
    "30m1h, , PT2158H30M",
    ", 10, P81D",
    ", 50, P45D",
  })
  void specMaySayHowLongBefore(
      @Nullable String before, @Nullable Integer percentage, Duration untilRenewal) {
    var policy = new RenewalPolicy(before, percentage, null);

    var moment = schedule(NINETY_DAYS, Optional.of(policy), Optional.empty()).moment();

    assertIsOrALittleBefore(moment, NOT_BEFORE.plus(untilRenewal), NINETY_DAYS);
  }

  private static void assertIsOrALittleBefore(Moment moment, Instant at, Duration lifetime) {
    assertThat(moment.at()).isBetween(at.minus(lifetime.dividedBy(60)).minusSeconds(1), at);
  }

  @ParameterizedTest
  @CsvSource({"2160h, ", "999999h, ", ", 66"})
  void neverBeforeAThirdOfTheLifetimeHasGone(
      @Nullable String before, @Nullable Integer percentage) {
    var policy = new RenewalPolicy(before, percentage, null);

    assertThat(schedule(NINETY_DAYS, Optional.of(policy), Optional.empty()).moment().at())
        .isBetween(NOT_BEFORE.plus(Duration.ofDays(30)), NOT_BEFORE.plus(Duration.ofDays(31)));
  }

  @Test
  void whatTheCAWantsGoesBeforeTheRest() {
    var policy = new RenewalPolicy("24h", null, null);

    var moment = schedule(NINETY_DAYS, Optional.of(policy), Optional.of(WINDOW)).moment();

    assertThat(moment.at()).isBetween(WINDOW.start(), WINDOW.end());
    assertThat(moment.reason()).isEqualTo("The CA wants it to be renewed then.");
  }

  @Test
  void theCAHasNoSayWhereSpecSaysSo() {
    var policy = new RenewalPolicy("24h", null, false);

    var moment = schedule(NINETY_DAYS, Optional.of(policy), Optional.of(WINDOW)).moment();

    assertIsOrALittleBefore(moment, NOT_BEFORE.plus(Duration.ofDays(89)), NINETY_DAYS);
  }

  @Test
  void aWindowThatEndsBeforeItBeginsIsItsBeginning() {
    var earlier = WINDOW.start().minusSeconds(1);
    var wrong = new RenewalWindow(WINDOW.start(), earlier);

    assertThat(schedule(NINETY_DAYS, Optional.empty(), Optional.of(wrong)).moment().at())
        .isEqualTo(WINDOW.start());
  }

  @Test
  void aFleetsRenewalsAreSpreadAndEachKeepsItsOwn() {
    var moments =
        IntStream.range(0, 1_000)
            .mapToObj(node -> fleet("node" + node).moment().at())
            .sorted()
            .toList();

    assertThat(Duration.between(moments.getFirst(), moments.getLast()))
        .isGreaterThan(Duration.ofDays(1));
    assertThat(moments.stream().distinct().count()).isGreaterThan(950);
    assertThat(fleet("node1").moment()).isEqualTo(fleet("node1").moment());
  }

  @Test
  void aFleetDoesNotAskTheCAAtOnceWhenAProcessStarts() {
    var started = NOT_BEFORE.plus(Duration.ofDays(10));
    var turns =
        IntStream.range(0, 1_000)
            .mapToObj(node -> fleet("node" + node).firstTurn(started))
            .sorted()
            .toList();

    assertThat(turns.getFirst()).isAfterOrEqualTo(started);
    assertThat(turns.getLast())
        .isBetween(started.plusSeconds(115), started.plus(Duration.ofMinutes(2)));
    assertThat(turns.get(500)).isBetween(started.plusSeconds(50), started.plusSeconds(70));
  }

  @Test
  void whatIsAskedAboutOftenDoesNotWaitLongForItsTurn() {
    var turn = schedule(Duration.ofMinutes(5), Optional.empty(), Optional.empty());

    assertThat(turn.firstTurn(NOT_BEFORE)).isBefore(NOT_BEFORE.plusSeconds(30));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-31T00:00:00Z, 2027-02-27T00:00:00Z, 2026-11-01T00:00:00Z, 2027-01-21T00:00:00Z",
    "2027-02-01T00:00:00Z, 2027-02-03T00:00:00Z, 2027-01-21T00:00:00Z, 2027-01-21T00:00:00Z",
    "2026-10-01T00:00:00Z, 2026-10-02T00:00:00Z, 2026-10-01T00:00:00Z, 2026-10-02T00:00:00Z",
    "2027-01-10T00:00:00Z, 2027-02-03T00:00:00Z, 2027-01-10T00:00:00Z, 2027-01-21T00:00:00Z",
  })
  void noWindowLetsACertificateExpire(Instant start, Instant end, Instant from, Instant until) {
    var window = Optional.of(new RenewalWindow(start, end));

    assertThat(schedule(NINETY_DAYS, Optional.empty(), window).moment().at())
        .isBetween(from, until);
  }

  private static RenewalSchedule fleet(String seed) {
    return new RenewalSchedule(lifetime(NINETY_DAYS), Optional.empty(), Optional.empty(), seed);
  }

  @ParameterizedTest
  @CsvSource({"P90D, PT6H", "P6D, PT6H", "PT50H, PT5H", "PT10M, PT1M"})
  void theShorterTheLifetimeTheOftenerIsAsked(Duration lifetime, Duration between) {
    assertThat(schedule(lifetime, Optional.empty(), Optional.empty()).betweenChecks())
        .isEqualTo(between);
  }

  private static RenewalSchedule schedule(
      Duration lifetime, Optional<RenewalPolicy> policy, Optional<RenewalWindow> window) {
    return new RenewalSchedule(lifetime(lifetime), policy, window, "seed");
  }

  private static Lifetime lifetime(Duration length) {
    return new Lifetime(NOT_BEFORE, NOT_BEFORE.plus(length));
  }
}
