package dev.nodecert.operator.certificate;

import static dev.nodecert.operator.certificate.Seen.NOW;
import static dev.nodecert.operator.certificate.Seen.aNewCertificate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.api.v1alpha1.CertificateStatus;
import dev.nodecert.api.v1alpha1.ChainCertificate;
import dev.nodecert.api.v1alpha1.Condition;
import dev.nodecert.api.v1alpha1.Failure;
import dev.nodecert.api.v1alpha1.NodeCertificateStatus;
import dev.nodecert.api.v1alpha1.OperationState;
import dev.nodecert.api.v1alpha1.Operations;
import dev.nodecert.api.v1alpha1.OrderResult;
import dev.nodecert.api.v1alpha1.PastOrder;
import dev.nodecert.api.v1alpha1.PublicKeyStatus;
import dev.nodecert.api.v1alpha1.Renewal;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.limits.LimitExceeded;
import dev.nodecert.operator.limits.NamesHash;
import dev.nodecert.operator.x509.CertificateFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateStatusFactoryTest {

  private static final String NOT_BEFORE = "2026-11-01T00:00:00Z";
  private static final String NOT_AFTER = "2027-01-30T00:00:00Z";
  private static final Finding FINDING = new Finding("NotOurs", "Not ours.");

  @Test
  void aLostStatusIsMadeAgainFromTheSecretAlone() {
    var chain = Seen.chain(NOT_BEFORE, NOT_AFTER);
    var seen = aNewCertificate().withoutStatus();
    seen.holding(chain, seen.hash());
    var observation = seen.observation();

    var status = new CertificateStatusFactory(observation).resting();

    var leaf = observation.held().orElseThrow().chain().leaf();
    var root = observation.held().orElseThrow().chain().issuers().getFirst();
    assertThat(status)
        .isEqualTo(
            new NodeCertificateStatus(
                2L,
                new CertificateStatus(
                    CertificateSource.ACME,
                    "default",
                    Instant.parse(NOT_BEFORE),
                    "https://ca.example.com/cert/1",
                    "05eca1",
                    CertificateFacts.of(leaf).fingerprint(),
                    null,
                    "CN=Test CA 0",
                    Instant.parse(NOT_BEFORE),
                    Instant.parse(NOT_AFTER),
                    new PublicKeyStatus("ECDSA", 256),
                    List.of("pve1.example.com", "www.example.com"),
                    List.of(
                        new ChainCertificate(
                            "CN=Test CA 0",
                            "CN=Test CA 0",
                            Instant.parse(NOT_AFTER),
                            CertificateFacts.of(root).fingerprint()))),
                null,
                List.of(),
                new Renewal(
                    Instant.parse("2026-12-29T12:25:32Z"),
                    "A third of the lifetime is left.",
                    null,
                    null,
                    null),
                null,
                List.of(
                    new PastOrder(
                        Instant.parse(NOT_BEFORE),
                        OrderResult.Issued,
                        NamesHash.of(List.of("pve1.example.com", "www.example.com")))),
                null,
                status.conditions()));
    assertThat(ready(status)).isEqualTo("Issued");
  }

  @Test
  void aLongChainIsCutToFiveFromTheIssuerUpwards() {
    var seen = aNewCertificate().holding(Seen.chain(NOT_BEFORE, NOT_AFTER).below(7), "hash");

    var status = new CertificateStatusFactory(seen.observation()).resting();

    assertThat(status.certificate()).isNotNull();
    assertThat(status.certificate().chain())
        .extracting(ChainCertificate::subject)
        .containsExactly(
            "CN=Test CA 0", "CN=Test CA 1", "CN=Test CA 2", "CN=Test CA 3", "CN=Test CA 4");
  }

  @Test
  void withoutASecretThereIsNoCertificateAndNoRenewal() {
    var status = ordering(aNewCertificate());

    assertThat(status.certificate()).isNull();
    assertThat(status.renewal()).isNull();
  }

  @Test
  void atRestThereIsNeitherAnOrderNorAFailure() {
    var seen =
        aNewCertificate()
            .holding(NOT_BEFORE, NOT_AFTER)
            .ordering()
            .failed(3, "2026-11-24T12:00:00Z");

    var status = new CertificateStatusFactory(seen.observation()).resting();

    assertThat(status.issuance()).isNull();
    assertThat(status.failure()).isNull();
  }

  static Stream<Arguments> whatMayInterruptAnOrder() {
    return Stream.of(
        argumentSet("stalled", status(factory -> factory.stalled(FINDING))),
        argumentSet("awaiting its account", status(factory -> factory.awaiting(FINDING))),
        argumentSet("awaiting the next try", status(CertificateStatusFactory::awaitingRetry)));
  }

  @ParameterizedTest
  @MethodSource("whatMayInterruptAnOrder")
  void anOrderAndItsFailuresOutliveAnInterruption(
      Function<CertificateStatusFactory, NodeCertificateStatus> interruption) {
    var seen = aNewCertificate().ordering().failed(3, "2026-11-24T12:00:00Z");

    var status = interruption.apply(new CertificateStatusFactory(seen.observation()));

    assertThat(status.issuance()).isEqualTo(Seen.issuance(seen.hash()));
    assertThat(status.failure()).extracting(Failure::count).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("whatMayInterruptAnOrder")
  void anOrderForAnotherSpecEnds(
      Function<CertificateStatusFactory, NodeCertificateStatus> interruption) {
    var seen = aNewCertificate().orderingAnother().failed(3, "2026-11-24T12:00:00Z");

    assertThat(interruption.apply(new CertificateStatusFactory(seen.observation())).issuance())
        .isNull();
  }

  static Stream<Arguments> whatAChangedSpecMayLeadTo() {
    return Stream.of(
        argumentSet("an order", status(factory -> factory.ordering(Seen.issuance("hash")))),
        argumentSet("a refusal", status(factory -> factory.stalled(FINDING))),
        argumentSet("a wait for its account", status(factory -> factory.awaiting(FINDING))));
  }

  /** Else the new spec's order would wait for the old one's next try. */
  @ParameterizedTest
  @MethodSource("whatAChangedSpecMayLeadTo")
  void aChangedSpecLeavesTheOldOnesFailureBehind(
      Function<CertificateStatusFactory, NodeCertificateStatus> step) {
    var seen = aNewCertificate().specChanged().failed(3, "2026-11-24T12:00:00Z");

    var status = step.apply(new CertificateStatusFactory(seen.observation()));

    assertThat(status.observedGeneration()).isEqualTo(2);
    assertThat(status.failure()).isNull();
  }

  @Test
  void theFirstFailureIsOne() {
    assertThat(oneMore(aNewCertificate()).count()).isEqualTo(1);
  }

  @Test
  void failuresInARowAreCountedAndWaitLonger() {
    var failure = oneMore(aNewCertificate().failed(2, "2026-11-23T12:00:00Z"));

    assertThat(failure)
        .isEqualTo(new Failure(3, "connection", "No answer.", NOW, failure.retryAt()));
    assertThat(Duration.between(NOW, failure.retryAt()))
        .isBetween(Duration.ofMinutes(100), Duration.ofMinutes(120));
  }

  @Test
  void aChangedSpecBeginsANewRow() {
    assertThat(oneMore(aNewCertificate().specChanged().failed(3, "2026-11-24T12:00:00Z")).count())
        .isEqualTo(1);
  }

  @Test
  void aFailureTellsWhatTheCaSaidAndWhereTheNextTryIsFound() {
    var seen = aNewCertificate().ordering();
    var factory = new CertificateStatusFactory(seen.observation());
    var failure = factory.oneMore(problem());

    var status = factory.failed(failure, Optional.of(Seen.issuance(seen.hash())));

    assertThat(status.failure()).isEqualTo(failure);
    assertThat(status.issuance()).isEqualTo(Seen.issuance(seen.hash()));
    assertThat(ready(status)).isEqualTo("Connection");
    assertThat(status.conditions().getFirst().message())
        .isEqualTo("No answer. Tried again at status.failure.retryAt.");
  }

  @Test
  void anOrderThatCannotEndWellIsForgotten() {
    var factory = new CertificateStatusFactory(aNewCertificate().ordering().observation());

    assertThat(factory.failed(factory.oneMore(problem()), Optional.empty()).issuance()).isNull();
  }

  @Test
  void aLimitIsTold() {
    var factory = new CertificateStatusFactory(aNewCertificate().observation());
    var failure = factory.limited(exceeded("2026-11-24T12:00:00Z"));

    var status = factory.failed(failure, Optional.empty());

    assertThat(failure).isEqualTo(limitReached(0, NOW, Instant.parse("2026-11-24T12:00:01Z")));
    assertThat(ready(status)).isEqualTo("LimitReached");
    assertThat(status.conditions().getFirst().message())
        .isEqualTo("One more order would exceed it. Tried again at status.failure.retryAt.");
  }

  @Test
  void aLimitThatWasToldIsNotToldAgain() {
    var seen = aNewCertificate().waitedForALimit(3, "2026-11-24T12:00:00Z");

    assertThat(limited(seen, "2026-11-25T12:00:00Z"))
        .isEqualTo(limitReached(3, NOW.minusSeconds(60), Instant.parse("2026-11-24T12:00:00Z")));
  }

  @Test
  void unlessThereIsRoomSooner() {
    var seen = aNewCertificate().waitedForALimit(3, "2026-11-24T12:00:00Z");

    assertThat(limited(seen, "2026-11-24T11:00:00Z").retryAt())
        .isEqualTo(Instant.parse("2026-11-24T11:00:01Z"));
  }

  @Test
  void orIsNoneThoughItShould() {
    var seen = aNewCertificate().waitedForALimit(3, "2026-11-23T12:00:00Z");

    assertThat(limited(seen, "2026-11-25T12:00:00Z"))
        .isEqualTo(limitReached(3, NOW, Instant.parse("2026-11-25T12:00:01Z")));
  }

  @Test
  void failuresBeforeALimitStayCounted() {
    assertThat(
            limited(aNewCertificate().failed(3, "2026-11-23T12:00:00Z"), "2026-11-25T12:00:00Z")
                .count())
        .isEqualTo(3);
  }

  private static Failure limited(Seen seen, String retryAt) {
    return new CertificateStatusFactory(seen.observation()).limited(exceeded(retryAt));
  }

  private static LimitExceeded exceeded(String retryAt) {
    return new LimitExceeded("One more order would exceed it.", Instant.parse(retryAt));
  }

  private static Failure limitReached(int count, Instant at, Instant retryAt) {
    return new Failure(count, "limitReached", "One more order would exceed it.", at, retryAt);
  }

  @Test
  void aRenewalByHandIsDoneWithTheNextCertificate() {
    var seen =
        aNewCertificate().renewed(NOT_BEFORE, OperationState.Started, "2026-11-01T00:00:01Z");
    assertThat(renewal(seen.holding(NOT_BEFORE, NOT_AFTER))).isEqualTo(OperationState.Started);
    assertThat(renewal(seen.holding("2026-11-01T00:00:01Z", NOT_AFTER)))
        .isEqualTo(OperationState.Done);
  }

  private static OperationState renewal(Seen seen) {
    var status = new CertificateStatusFactory(seen.observation()).resting();
    return Optional.ofNullable(status.operations()).map(Operations::renew).orElseThrow().state();
  }

  @Test
  void nothingFailedMeansNothingToRetry() {
    var factory =
        new CertificateStatusFactory(
            aNewCertificate().holding(NOT_BEFORE, NOT_AFTER).observation());

    assertThat(factory.awaitingRetry()).isEqualTo(factory.resting());
  }

  @Test
  void anOrderTellsWhatItWaitsForAndForWhichNames() {
    assertThat(ordering(aNewCertificate()).conditions().getFirst().message())
        .isEqualTo(
            "Waiting for the CA to validate pve1.example.com, www.example.com by http-01"
                + " (port 80, /.well-known/acme-challenge/) and to issue.");
  }

  @Test
  void aStatusThatIsMadeAgainIsTheSameAndNeedsNoWrite() {
    var first = ordering(aNewCertificate().ordering());

    assertThat(ordering(aNewCertificate().ordering().conditions(first.conditions())))
        .isEqualTo(first);
  }

  private static NodeCertificateStatus ordering(Seen seen) {
    return new CertificateStatusFactory(seen.observation()).ordering(Seen.issuance(seen.hash()));
  }

  private static Failure oneMore(Seen seen) {
    return new CertificateStatusFactory(seen.observation()).oneMore(problem());
  }

  private static AcmeFailure problem() {
    return new AcmeFailure("connection", "No answer.", Optional.empty());
  }

  private static Function<CertificateStatusFactory, NodeCertificateStatus> status(
      Function<CertificateStatusFactory, NodeCertificateStatus> made) {
    return made;
  }

  private static String ready(NodeCertificateStatus status) {
    return status.conditions().stream()
        .filter(condition -> condition.type().equals("Ready"))
        .map(Condition::reason)
        .findFirst()
        .orElseThrow();
  }
}
