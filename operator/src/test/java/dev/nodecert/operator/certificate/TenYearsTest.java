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

  static Stream<Arguments> lives() {
    return Stream.of(
            life("6 days, the CA says this and that", SIX_DAYS, MIXED),
            life("45 days, the CA says this and that", FORTY_FIVE_DAYS, MIXED),
            life("90 days, the CA says this and that", NINETY_DAYS, MIXED),
            life("6 days, the CA says nothing", SIX_DAYS, List.of(Suggestion.ABSENT)),
            life("45 days, the CA says nothing", FORTY_FIVE_DAYS, List.of(Suggestion.ABSENT)),
            life("90 days, the CA says nothing", NINETY_DAYS, List.of(Suggestion.ABSENT)),
            life("6 days, the CA always wants it now", SIX_DAYS, List.of(Suggestion.PAST)),
            life("45 days, the CA always wants it now", FORTY_FIVE_DAYS, List.of(Suggestion.PAST)));
  }

  private static Arguments life(String name, Duration lifetime, List<Suggestion> suggestions) {
    return argumentSet(name, name, lifetime, suggestions);
  }

  @ParameterizedTest
  @MethodSource("lives")
  void theCertificateNeverExpiresAndTheCANeverHasToRefuse(
      String name, Duration lifetime, List<Suggestion> suggestions) {
    var birth = Instant.parse("2026-11-23T12:00:00Z");
    // So that it begins while the CA is not out.
    var ca = new SimulatedCA(lifetime, birth.minus(lifetime), suggestions, SEED);
    var life =
        new SimulatedLife(ca, lifetime, Seen.aNewCertificate().askingTheCA().withoutStatus(), birth);

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
        .isGreaterThan(lifetime.dividedBy(10));
    assertThat(ca.ordersMade)
        .as("orders")
        .isGreaterThanOrEqualTo((int) TEN_YEARS.dividedBy(lifetime))
        .isLessThanOrEqualTo(3 * (int) TEN_YEARS.dividedBy(lifetime));
  }
}
