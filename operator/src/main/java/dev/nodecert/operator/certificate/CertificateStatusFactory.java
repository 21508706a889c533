package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.CertificateStatus;
import dev.nodecert.api.v1alpha1.ChainCertificate;
import dev.nodecert.api.v1alpha1.Failure;
import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.NodeCertificateStatus;
import dev.nodecert.api.v1alpha1.Operation;
import dev.nodecert.api.v1alpha1.OperationState;
import dev.nodecert.api.v1alpha1.Operations;
import dev.nodecert.api.v1alpha1.OrderResult;
import dev.nodecert.api.v1alpha1.PublicKeyStatus;
import dev.nodecert.api.v1alpha1.Renewal;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.limits.LimitExceeded;
import dev.nodecert.operator.retry.RetrySchedule;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.x509.CertificateFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a NodeCertificate's status says: always from what was seen, never from what it said. */
final class CertificateStatusFactory {

  private static final int TRIES_IN_A_LIFETIME = 20;
  private static final int MAX_CHAIN = 5;
  private static final int MAX_NAME = 1024;
  private static final int MAX_SERIAL = 64;
  private static final int MAX_SANS = 200;
  private static final int MAX_SAN = 253;

  private final Observation observation;

  CertificateStatusFactory(Observation observation) {
    this.observation = observation;
  }

  NodeCertificateStatus resting() {
    return status(null, null, new Activity.Resting());
  }

  /** At rest but for what the last order has replaced, which is still to be revoked. */
  NodeCertificateStatus revoking() {
    return status(observation.status().issuance(), null, new Activity.Resting());
  }

  NodeCertificateStatus suspended() {
    return status(observation.issuance().orElse(null), failures(), new Activity.Suspended());
  }

  NodeCertificateStatus stalled(Finding why) {
    return status(observation.issuance().orElse(null), failures(), new Activity.Stalled(why));
  }

  NodeCertificateStatus awaiting(Finding why) {
    return status(observation.issuance().orElse(null), failures(), new Activity.Awaiting(why));
  }

  NodeCertificateStatus ordering(Issuance issuance) {
    var message =
        "Waiting for the CA to validate %s and to issue."
            .formatted(
                Stream.of(
                        proven(
                            "%s by http-01 (port 80, /.well-known/acme-challenge/)",
                            d -> !observation.isByDns(d)),
                        proven("%s by dns-01", observation::isByDns))
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining(" and ")));
    return status(issuance, failures(), new Activity.Ordering(message));
  }

  private Optional<String> proven(String how, Predicate<DesiredDomain> domains) {
    var names =
        observation.order().domains().values().stream()
            .filter(domains)
            .map(DesiredDomain::name)
            .collect(Collectors.toCollection(TreeSet::new));
    return names.isEmpty() ? Optional.empty() : Optional.of(how.formatted(NameList.of(names)));
  }

  /**
   * An order waits for a limit; what was told already stays as it is, unless there is room sooner.
   */
  Failure limited(LimitExceeded why) {
    var former = Optional.ofNullable(failures());
    var told =
        former
            .filter(failure -> failure.type().equals(Planner.LIMIT_REACHED))
            .filter(failure -> failure.message().equals(why.message()))
            .filter(failure -> failure.retryAt().isAfter(observation.now()))
            .filter(failure -> !failure.retryAt().isAfter(why.retryAt()));
    return told.orElseGet(() ->
        new Failure(
            former.map(Failure::count).orElse(0),
            Planner.LIMIT_REACHED,
            why.message(),
            observation.now().truncatedTo(ChronoUnit.SECONDS),
            retryAt(why).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1)));
  }

  /** An early renewal may use what is kept for renewals once it is early no more. */
  private Instant retryAt(LimitExceeded why) {
    return observation
        .held()
        .map(held -> observation.renewal(held).lifetime().thirdGone())
        .filter(observation.now()::isBefore)
        .filter(why.retryAt()::isAfter)
        .orElse(why.retryAt());
  }

  /** One more failure in a row. */
  Failure oneMore(AcmeFailure failure) {
    return RetrySchedule.next(
        failures(),
        failure.type(),
        failure.message(),
        failure.retryAfter(),
        longestDelay(),
        observation.now(),
        observation.desired().owner().uid());
  }

  /** A day is too long where the certificate lives for six. */
  private Duration longestDelay() {
    return observation
        .held()
        .map(held -> observation.renewal(held).lifetime().length().dividedBy(TRIES_IN_A_LIFETIME))
        .orElse(RetrySchedule.LONGEST);
  }

  /**
   * A try has failed.
   *
   * @param running the order, where it may still end well
   */
  NodeCertificateStatus failed(Failure failure, Optional<Issuance> running) {
    return status(running.orElse(null), failure, failing(failure));
  }

  /** The CA found the order invalid. */
  NodeCertificateStatus invalid(Failure failure) {
    return status(null, failure, failing(failure), OrderResult.Invalid);
  }

  /** A renewal was taken up that has not begun. */
  NodeCertificateStatus takenUp() {
    return status(null, failures(), new Activity.Resting());
  }

  /** The failures in a row; a changed spec begins anew. */
  private @Nullable Failure failures() {
    return observation.isSpecObserved() ? observation.status().failure() : null;
  }

  /** The last failure stands until the next try. */
  NodeCertificateStatus awaitingRetry() {
    var failure = observation.status().failure();
    return failure == null
        ? resting()
        : status(observation.issuance().orElse(null), failure, failing(failure));
  }

  private static Activity failing(Failure failure) {
    var sentence = failure.message().endsWith(".") ? failure.message() : failure.message() + ".";
    return new Activity.Failing(
        failure.type(), sentence + " Tried again at status.failure.retryAt.");
  }

  private NodeCertificateStatus status(
      @Nullable Issuance issuance, @Nullable Failure failure, Activity activity) {
    return status(issuance, failure, activity, OrderResult.Abandoned);
  }

  /**
   * A status.
   *
   * @param otherwise how an order that has ended without a certificate did
   */
  private NodeCertificateStatus status(
      @Nullable Issuance issuance,
      @Nullable Failure failure,
      Activity activity,
      OrderResult otherwise) {
    var held = observation.held();
    return new NodeCertificateStatus(
        observation.generation(),
        held.map(CertificateStatusFactory::certificate).orElse(null),
        issuance,
        observation.status().records(),
        held.flatMap(this::renewal).orElse(null),
        failure,
        OrderHistory.of(observation, issuance, otherwise),
        operations(),
        CertificateConditions.of(observation, activity));
  }

  /** A renewal is done with the certificate that came after it was taken up. */
  private @Nullable Operations operations() {
    var known = observation.status().operations();
    return known == null
        ? null
        : observation
            .lastRenewal()
            .filter(renewal -> renewal.state() == OperationState.Started)
            .filter(this::isDone)
            .map(renewal -> known.withRenew(renewal.with(OperationState.Done)))
            .orElse(known);
  }

  private boolean isDone(Operation renewal) {
    return observation
        .held()
        .filter(held -> held.isFrom(observation.desired().source().kind()))
        .filter(held -> !held.provenance().issuedAt().isBefore(renewal.at()))
        .isPresent();
  }

  private Optional<Renewal> renewal(TlsSecret content) {
    var known = observation.knownRenewal(content);
    return observation
        .renewalMoment(content)
        .map(moment ->
            new Renewal(
                moment.at(),
                moment.reason(),
                known.map(Renewal::window).orElse(null),
                known.map(Renewal::explanationURL).orElse(null),
                observation.nextRenewalCheck(content).orElse(null)));
  }

  static CertificateStatus certificate(TlsSecret content) {
    var facts = CertificateFacts.of(content.chain().leaf());
    return new CertificateStatus(
        content.provenance().source(),
        unlessEmpty(content.provenance().account()),
        content.provenance().issuedAt(),
        unlessEmpty(content.provenance().certificateUrl()),
        limited(facts.serial(), MAX_SERIAL),
        facts.fingerprint(),
        facts.subject().isEmpty() ? null : limited(facts.subject(), MAX_NAME),
        limited(facts.issuer(), MAX_NAME),
        facts.notBefore(),
        facts.notAfter(),
        new PublicKeyStatus(facts.publicKey().algorithm(), facts.publicKey().size()),
        shown(facts.sans()),
        chain(content));
  }

  private static @Nullable String unlessEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  private static List<ChainCertificate> chain(TlsSecret content) {
    return content.chain().issuers().stream()
        .limit(MAX_CHAIN)
        .map(CertificateFacts::of)
        .map(CertificateStatusFactory::chainCertificate)
        .toList();
  }

  private static ChainCertificate chainCertificate(CertificateFacts facts) {
    return new ChainCertificate(
        limited(facts.subject(), MAX_NAME),
        limited(facts.issuer(), MAX_NAME),
        facts.notAfter(),
        facts.fingerprint());
  }

  private static List<String> shown(List<String> sans) {
    return sans.stream().filter(san -> san.length() <= MAX_SAN).limit(MAX_SANS).toList();
  }

  private static String limited(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max);
  }
}
