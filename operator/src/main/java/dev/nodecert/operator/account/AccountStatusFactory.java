package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmeAccountStatus;
import dev.nodecert.api.v1alpha1.AcmeProfile;
import dev.nodecert.api.v1alpha1.Condition;
import dev.nodecert.api.v1alpha1.Failure;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.acme.DirectoryMetadata;
import dev.nodecert.operator.condition.ConditionType;
import dev.nodecert.operator.condition.Conditions;
import dev.nodecert.operator.retry.RetrySchedule;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an account's status says after each way in which a look at it may end. */
final class AccountStatusFactory {

  /** The reason while the key waits for running challenges. */
  static final String ROLLOVER_WAITING = "KeyRolloverWaiting";

  /** The reason while the CA does not take the new key. */
  static final String ROLLOVER_FAILING = "KeyRolloverFailing";

  /** The reason when the CA has ended the account. */
  static final String DEACTIVATED = "AccountDeactivated";

  private static final int MAX_CERTIFICATES = 3;

  /** The CA has answered, and does not accept the account. */
  private static final Set<String> REJECTIONS = Set.of("accountDoesNotExist", "unauthorized");

  private final AcmeAccount account;
  private final AcmeAccountStatus former;
  private final Instant now;

  AccountStatusFactory(AcmeAccount account, Instant now) {
    this.account = account;
    this.former = account.getStatus() == null ? nothing() : account.getStatus();
    this.now = now;
  }

  private static AcmeAccountStatus nothing() {
    return new AcmeAccountStatus(
        null, null, null, null, null, null, List.of(), null, List.of(), null, null, null, null,
        List.of());
  }

  /** The account is as the spec wants it. */
  AcmeAccountStatus registered(Registration registration) {
    return known(registration, null, readyConditions(registration));
  }

  /** The account works, and its key is rolled over later. */
  AcmeAccountStatus awaitingChallenges(
      Registration registration, KeyDecision.AwaitChallenges awaited) {
    return known(registration, null, awaitingConditions(awaited));
  }

  /** The same, after a look at nothing but the challenges. */
  AcmeAccountStatus stillAwaiting(KeyDecision.AwaitChallenges awaited) {
    return asBefore(null, awaitingConditions(awaited));
  }

  /** The account works with its old key, for the CA did not take the new one. */
  AcmeAccountStatus rolloverFailed(Registration registration, AcmeFailure problem) {
    return rolloverFailed(registration, oneMore(problem));
  }

  /** The same, for the new key could not be stored. */
  AcmeAccountStatus rolloverFailed(Registration registration, AccountRefusedException refusal) {
    return rolloverFailed(
        registration, oneMore(refusal.reason(), refusal.message(), Optional.empty()));
  }

  private AcmeAccountStatus rolloverFailed(Registration registration, Failure failure) {
    var message =
        "The key is version %d still, which works; version %d is tried again. %s"
            .formatted(
                registration.key().version(),
                AccountKeys.wantedVersion(account),
                failure.message());
    return known(registration, failure, workingConditions(ROLLOVER_FAILING, message));
  }

  private AcmeAccountStatus known(
      Registration registration, @Nullable Failure failure, List<Condition> conditions) {
    var directory = registration.metadata();
    return new AcmeAccountStatus(
        generation(),
        registration.url().toString(),
        registration.directory().url().toString(),
        directory.termsOfService().orElse(null),
        registration.agreedTermsOfService(),
        directory.website().orElse(null),
        directory.caaIdentities(),
        directory.externalAccountRequired(),
        profiles(directory),
        registration.key().key().thumbprint(),
        registration.key().version(),
        now.truncatedTo(ChronoUnit.SECONDS),
        failure,
        conditions);
  }

  private List<Condition> readyConditions(Registration registration) {
    var termsChanged =
        TermsConsent.changedSince(registration.agreedTermsOfService(), registration.metadata());
    return conditions()
        .holds(
            ConditionType.READY,
            termsChanged.isPresent() ? "TermsChanged" : "Registered",
            termsChanged.orElse("The account is registered."))
        .doesNotHold(ConditionType.RECONCILING, "Registered", "")
        .doesNotHold(ConditionType.STALLED, "Registered", "")
        .toList();
  }

  private List<Condition> awaitingConditions(KeyDecision.AwaitChallenges awaited) {
    var certificates = awaited.certificates();
    var named = certificates.stream().limit(MAX_CERTIFICATES).collect(Collectors.joining(", "));
    var more = certificates.size() - MAX_CERTIFICATES;
    return workingConditions(
        ROLLOVER_WAITING,
        "The key becomes version %d once no challenge of an order runs, or after an hour; now run"
                .formatted(AccountKeys.wantedVersion(account))
            + " those of %s%s.".formatted(named, more > 0 ? " and %d more".formatted(more) : ""));
  }

  /** Certificates can be ordered, and the spec asks for more. */
  private List<Condition> workingConditions(String reason, String message) {
    return conditions()
        .holds(ConditionType.READY, reason, message)
        .holds(ConditionType.RECONCILING, reason, message)
        .doesNotHold(ConditionType.STALLED, reason, "")
        .toList();
  }

  AcmeAccountStatus refused(AccountRefusedException refusal) {
    return asBefore(
        null,
        conditions()
            .doesNotHold(ConditionType.READY, refusal.reason(), refusal.message())
            .doesNotHold(ConditionType.RECONCILING, refusal.reason(), "")
            .holds(ConditionType.STALLED, refusal.reason(), refusal.message())
            .toList());
  }

  AcmeAccountStatus failed(AcmeFailure failure) {
    return asBefore(
        oneMore(failure),
        failure.is(AcmeFailure.ACCOUNT_DEACTIVATED)
            ? deactivatedConditions(failure)
            : failedConditions(failure));
  }

  private Failure oneMore(AcmeFailure failure) {
    return oneMore(failure.type(), failure.message(), failure.retryAfter());
  }

  private Failure oneMore(String type, String message, Optional<Instant> retryAfter) {
    return RetrySchedule.next(
        isObserved() ? former.failure() : null,
        type,
        message,
        retryAfter,
        RetrySchedule.LONGEST,
        now,
        account.getMetadata().getUid());
  }

  private List<Condition> deactivatedConditions(AcmeFailure failure) {
    var message =
        "The CA has ended this account, which is for ever (RFC 8555 section 7.3.6): %s. Delete this"
                .formatted(failure.message())
            + " AcmeAccount and its key's Secret and make it again for a new account; certificates"
            + " stay.";
    return conditions()
        .doesNotHold(ConditionType.READY, DEACTIVATED, message)
        .doesNotHold(ConditionType.RECONCILING, DEACTIVATED, "")
        .holds(ConditionType.STALLED, DEACTIVATED, message)
        .toList();
  }

  /** A registered account stays ready while the daily look at its directory fails. */
  private List<Condition> failedConditions(AcmeFailure failure) {
    var conditions = conditions();
    var message = failure.message();
    if (wasReady() && !REJECTIONS.contains(failure.type())) {
      conditions
          .holds(ConditionType.READY, "DirectoryCheckFailing", message)
          .doesNotHold(ConditionType.RECONCILING, "DirectoryCheckFailing", "");
    } else {
      conditions
          .doesNotHold(ConditionType.READY, "RegistrationFailed", message)
          .holds(ConditionType.RECONCILING, "RegistrationFailed", message);
    }
    return conditions.doesNotHold(ConditionType.STALLED, "Retrying", "").toList();
  }

  private AcmeAccountStatus asBefore(@Nullable Failure failure, List<Condition> conditions) {
    return new AcmeAccountStatus(
        generation(),
        former.accountURL(),
        former.directoryURL(),
        former.termsOfService(),
        former.agreedTermsOfService(),
        former.website(),
        former.caaIdentities(),
        former.externalAccountRequired(),
        former.profiles(),
        former.keyThumbprint(),
        former.keyVersion(),
        former.directoryCheckedAt(),
        failure,
        conditions);
  }

  private static List<AcmeProfile> profiles(DirectoryMetadata directory) {
    return directory.profiles().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(profile -> new AcmeProfile(profile.getKey(), profile.getValue()))
        .toList();
  }

  private Conditions conditions() {
    return new Conditions(former.conditions(), generation(), now);
  }

  private boolean wasReady() {
    return isObserved() && Conditions.isTrue(former.conditions(), ConditionType.READY);
  }

  private boolean isObserved() {
    return account.getMetadata().getGeneration().equals(former.observedGeneration());
  }

  private long generation() {
    return account.getMetadata().getGeneration();
  }
}
