package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.operator.certificate.SimulatedCA.Suggestion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten years of one certificate, by the operator's decisions and its count of the CA's limits. */
class TenYearsTest {

  private static final Duration TEN_YEARS = Duration.ofDays(3652);
  private static final long SEED = 20261123;

  /** Let's Encrypt's shortlived, tlsserver and classic. */
  private static final Duration SIX_DAYS = Duration.ofHours(160);

  private static final Duration FORTY_FIVE_DAYS = Duration.ofDays(45);
  private static final Duration NINETY_DAYS = Duration.ofDays(90);

  private static final List<Suggestion> MIXED =
      List.of(
          Suggestion.USUAL,
          Suggestion.USUAL,
          Suggestion.USUAL,
          Suggestion.USUAL,
          Suggestion.EARLY,
          Suggestion.PAST,
          Suggestion.ABSENT,
          Suggestion.BROKEN);

  private static final List<Suggestion> SILENT = List.of(Suggestion.ABSENT);
  private static final List<Suggestion> IMPATIENT = List.of(Suggestion.PAST);

  /** As often as Let's Encrypt allows a renewal by the names alone. */
  private static final int FIVE_A_WEEK = 5 * 522;

  static Stream<Arguments> lives() {
    return Stream.of(
        life("6 days, the CA says this and that", SIX_DAYS, MIXED, 1500),
        life("45 days, the CA says this and that", FORTY_FIVE_DAYS, MIXED, 220),
        life("90 days, the CA says this and that", NINETY_DAYS, MIXED, 110),
        life("6 days, the CA says nothing", SIX_DAYS, SILENT, 1500),
        life("45 days, the CA says nothing", FORTY_FIVE_DAYS, SILENT, 180),
        life("90 days, the CA says nothing", NINETY_DAYS, SILENT, 90),
        life("6 days, the CA always wants it now", SIX_DAYS, IMPATIENT, FIVE_A_WEEK),
        life("45 days, the CA always wants it now", FORTY_FIVE_DAYS, IMPATIENT, FIVE_A_WEEK));
  }

  private static Arguments life(
      String name, Duration lifetime, List<Suggestion> suggestions, int mostOrders) {
    return argumentSet(name, name, lifetime, suggestions, mostOrders);
  }

  @ParameterizedTest
  @MethodSource("lives")
  void theCertificateNeverExpiresAndTheCANeverHasToRefuse(
      String name, Duration lifetime, List<Suggestion> suggestions, int mostOrders) {
    var birth = Instant.parse("2026-11-23T12:00:00Z");
    // So that it begins while the CA is not out.
    var ca = new SimulatedCA(lifetime, birth.minus(lifetime), suggestions, SEED);
    var life =
        new SimulatedLife(
            ca, lifetime, Seen.aNewCertificate().askingTheCA().withoutStatus(), birth);

    life.until(birth.plus(TEN_YEARS));

    System.out.printf(
        "ten years, %s: %d orders, smallest remaining lifetime %.1f days (%.0f %%), %d waits for a limit%n",
        name,
        ca.ordersMade,
        life.smallestRemainder.toMinutes() / 1440.0,
        100.0 * life.smallestRemainder.toSeconds() / lifetime.toSeconds(),
        life.waits);
    assertThat(ca.refusedForLimits).as("requests that the CA had to refuse").isZero();
    assertThat(life.smallestRemainder)
        .as("smallest remaining lifetime")
        .isGreaterThan(lifetime.dividedBy(20));
    assertThat(ca.ordersMade)
        .as("orders")
        .isGreaterThanOrEqualTo((int) TEN_YEARS.dividedBy(lifetime))
        .isLessThanOrEqualTo(mostOrders);
  }
}
