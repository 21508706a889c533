package dev.nodecert.operator.certificate;

import static dev.nodecert.operator.certificate.Seen.aNewCertificate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.operator.limits.OrderIntent.Kind;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OrderIntentsTest {

  private static final String NOT_BEFORE = "2026-09-24T12:00:00Z";
  private static final String NOT_AFTER = "2026-12-23T12:00:00Z";
  private static final String LATER = "2026-11-23T18:00:00Z";

  static Stream<Arguments> orders() {
    return Stream.of(
        argumentSet("without a certificate", aNewCertificate(), Kind.FIRST),
        argumentSet(
            "after one for another spec",
            aNewCertificate().holdingAnother(NOT_BEFORE, NOT_AFTER),
            Kind.FIRST),
        argumentSet(
            "after one for the same",
            aNewCertificate().holding(NOT_BEFORE, NOT_AFTER),
            Kind.RENEWAL),
        argumentSet(
            "before a third of its lifetime has gone",
            aNewCertificate().holding("2026-10-24T12:00:01Z", "2027-01-22T12:00:01Z"),
            Kind.EARLY_RENEWAL),
        argumentSet(
            "before a third of its lifetime has gone, revoked",
            aNewCertificate().holding("2026-10-24T12:00:01Z", "2027-01-22T12:00:01Z").revoked(),
            Kind.RENEWAL),
        argumentSet(
            "when a third of its lifetime has gone",
            aNewCertificate().holding("2026-10-24T12:00:00Z", "2027-01-22T12:00:00Z"),
            Kind.RENEWAL),
        argumentSet(
            "in the CA's window, before a third of its lifetime has gone",
            aNewCertificate()
                .holding("2026-11-20T12:00:00Z", "2027-01-22T12:00:00Z")
                .renewal("2026-11-23T12:00:00Z/2026-11-24T12:00:00Z", LATER),
            Kind.EARLY_RENEWAL),
        argumentSet(
            "in the CA's window",
            wanted("2026-11-23T12:00:00Z/2026-11-24T12:00:00Z"),
            Kind.REPLACEMENT),
        argumentSet(
            "before the CA's window",
            wanted("2026-11-23T12:00:01Z/2026-11-24T12:00:00Z"),
            Kind.RENEWAL),
        argumentSet(
            "after the CA's window",
            wanted("2026-11-22T12:00:00Z/2026-11-23T12:00:00Z"),
            Kind.RENEWAL));
  }

  private static Seen wanted(String window) {
    return aNewCertificate().holding(NOT_BEFORE, NOT_AFTER).renewal(window, LATER);
  }

  @ParameterizedTest
  @MethodSource
  void orders(Seen seen, Kind kind) {
    assertThat(OrderIntents.of(seen.observation()).kind()).isEqualTo(kind);
  }
}
