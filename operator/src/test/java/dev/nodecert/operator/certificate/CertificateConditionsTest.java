package dev.nodecert.operator.certificate;

import static dev.nodecert.operator.certificate.Seen.NOW;
import static dev.nodecert.operator.certificate.Seen.aNewCertificate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.api.v1alpha1.Condition;
import dev.nodecert.api.v1alpha1.ConditionStatus;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code kubectl wait}, Argo CD and Flux see (kstatus), for all that may be going on. */
class CertificateConditionsTest {

  private static final Activity RESTING = new Activity.Resting();
  private static final Activity STALLED = new Activity.Stalled(new Finding("NotOurs", "Not ours."));
  private static final Activity AWAITING =
      new Activity.Awaiting(new Finding("AccountNotReady", "Not ready."));
  private static final Activity ORDERING = new Activity.Ordering("Waiting for the CA.");
  private static final Activity FAILING = new Activity.Failing("rateLimited", "Too many.");

  static Stream<Arguments> aNewOne() {
    return Stream.of(
        row("ordering", aNew(), ORDERING, "-Ready:Issuing -Usable +Reconciling:Issuing -Stalled"),
        row(
            "failing",
            aNew(),
            FAILING,
            "-Ready:RateLimited -Usable +Reconciling:RateLimited -Stalled"),
        row(
            "waiting for its account",
            aNew(),
            AWAITING,
            "-Ready:AccountNotReady -Usable +Reconciling:AccountNotReady -Stalled"),
        row("stalled", aNew(), STALLED, "-Ready:NotOurs -Usable -Reconciling +Stalled:NotOurs"));
  }

  static Stream<Arguments> oneInDate() {
    return Stream.of(
        row("resting", inDate(), RESTING, "+Ready:Issued +Usable -Reconciling -Stalled"),
        row("renewing", inDate(), ORDERING, "+Ready:Renewing +Usable -Reconciling -Stalled"),
        row(
            "failing to renew",
            inDate(),
            FAILING,
            "+Ready:RenewalFailing +Usable -Reconciling -Stalled"),
        row(
            "renewing once its account is ready",
            inDate(),
            AWAITING,
            "+Ready:AccountNotReady +Usable -Reconciling -Stalled"),
        row("stalled", inDate(), STALLED, "+Ready:NotOurs +Usable -Reconciling +Stalled:NotOurs"));
  }

  static Stream<Arguments> oneWithAnotherSpec() {
    return Stream.of(
        row(
            "ordering",
            another(),
            ORDERING,
            "-Ready:Issuing +Usable +Reconciling:Issuing -Stalled"),
        row(
            "failing",
            another(),
            FAILING,
            "-Ready:RateLimited +Usable +Reconciling:RateLimited -Stalled"),
        row(
            "waiting for its account",
            another(),
            AWAITING,
            "-Ready:AccountNotReady +Usable +Reconciling:AccountNotReady -Stalled"),
        row("stalled", another(), STALLED, "-Ready:NotOurs +Usable -Reconciling +Stalled:NotOurs"),
        row(
            "without an account to judge by",
            inDate().accountGone(),
            STALLED,
            "-Ready:NotOurs +Usable -Reconciling +Stalled:NotOurs"));
  }

  static Stream<Arguments> oneThatHasExpired() {
    return Stream.of(
        row(
            "ordering",
            expired(),
            ORDERING,
            "-Ready:Issuing -Usable +Reconciling:Issuing -Stalled"),
        row(
            "failing",
            expired(),
            FAILING,
            "-Ready:RateLimited -Usable +Reconciling:RateLimited -Stalled"),
        row("stalled", expired(), STALLED, "-Ready:NotOurs -Usable -Reconciling +Stalled:NotOurs"),
        row(
            "expired this second",
            aNewCertificate().holding("2026-08-25T12:00:00Z", "2026-11-23T12:00:00Z"),
            ORDERING,
            "-Ready:Issuing -Usable +Reconciling:Issuing -Stalled"),
        row(
            "not begun",
            aNewCertificate().holding("2026-11-23T12:00:01Z", "2027-01-30T00:00:00Z"),
            RESTING,
            "-Ready:NotIssued -Usable -Reconciling -Stalled"),
        row(
            "begun this second",
            aNewCertificate().holding("2026-11-23T12:00:00Z", "2027-01-30T00:00:00Z"),
            RESTING,
            "+Ready:Issued +Usable -Reconciling -Stalled"));
  }

  @ParameterizedTest
  @MethodSource({"aNewOne", "oneInDate", "oneWithAnotherSpec", "oneThatHasExpired"})
  void whatIsSeenAndWhatIsDoneMakeTheConditions(Seen seen, Activity activity, String conditions) {
    assertThat(describe(CertificateConditions.of(seen.observation(), activity)))
        .isEqualTo(conditions);
  }

  @Test
  void theMessageIsTheFindingsOwnWhereverItStands() {
    var conditions = CertificateConditions.of(aNew().observation(), STALLED);

    assertThat(conditions)
        .filteredOn(c -> c.reason().equals("NotOurs"))
        .extracting(Condition::type, Condition::message)
        .containsExactly(tuple("Ready", "Not ours."), tuple("Stalled", "Not ours."));
  }

  @Test
  void whatIsKnownOfTheProxyStaysWhileItIsLookedAt() {
    assertThat(served(inDate())).containsExactly("ServedByAll");
  }

  @Test
  void anotherSpecMayAskForAnotherProxy() {
    assertThat(served(inDate().specChanged())).containsExactly("Probing");
  }

  private static List<String> served(Seen seen) {
    var former = new Condition("Served", ConditionStatus.TRUE, "ServedByAll", "", NOW, 1L);
    var looking = seen.lookingAtItsProxy().conditions(List.of(former)).observation();
    return CertificateConditions.of(looking, RESTING).stream()
        .filter(condition -> condition.type().equals("Served"))
        .map(Condition::reason)
        .toList();
  }

  @Test
  void aRenewalIsNoTransition() {
    var before = Instant.parse("2026-11-01T00:00:00Z");
    var former =
        List.of(
            new Condition("Ready", ConditionStatus.TRUE, "Issued", "", before, 1L),
            new Condition("Reconciling", ConditionStatus.TRUE, "Issuing", "", before, 1L));

    var conditions = CertificateConditions.of(inDate().conditions(former).observation(), ORDERING);

    assertThat(conditions)
        .extracting(Condition::type, Condition::lastTransitionTime, Condition::observedGeneration)
        .containsExactly(
            tuple("Ready", before, 2L),
            tuple("Usable", NOW, 2L),
            tuple("Reconciling", NOW, 2L),
            tuple("Stalled", NOW, 2L));
  }

  /** What the CRD asks of a condition's reason. */
  @ParameterizedTest
  @CsvSource({
    "rateLimited, RateLimited",
    "about:blank, Aboutblank",
    "https://ca.example.com/errors/4_full…, Httpscaexamplecomerrors4full",
    "4xx, Xx",
    "'', Failed",
    "…, Failed",
  })
  void aCasProblemTypeBecomesAReason(String problemType, String reason) {
    assertThat(new Activity.Failing(problemType, "").reason())
        .isEqualTo(reason)
        .matches("[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?");
  }

  private static Seen aNew() {
    return aNewCertificate();
  }

  private static Seen inDate() {
    return aNewCertificate().holding("2026-11-01T00:00:00Z", "2027-01-30T00:00:00Z");
  }

  private static Seen another() {
    return aNewCertificate().holdingAnother("2026-11-01T00:00:00Z", "2027-01-30T00:00:00Z");
  }

  private static Seen expired() {
    return aNewCertificate().holding("2026-08-01T00:00:00Z", "2026-11-01T00:00:00Z");
  }

  private static Arguments row(String name, Seen seen, Activity activity, String conditions) {
    return argumentSet(name, seen, activity, conditions);
  }

  /** Plus is True and minus False; reasons where they tell something. */
  private static String describe(List<Condition> conditions) {
    return String.join(" ", conditions.stream().map(CertificateConditionsTest::describe).toList());
  }

  private static String describe(Condition condition) {
    boolean holds = condition.status() == ConditionStatus.TRUE;
    boolean telling =
        condition.type().equals("Ready") || (holds && !condition.type().equals("Usable"));
    return (holds ? "+" : "-") + condition.type() + (telling ? ":" + condition.reason() : "");
  }
}
