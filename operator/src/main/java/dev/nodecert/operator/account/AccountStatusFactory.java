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
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an account's status says after each way in which a look at it may end. */
final class AccountStatusFactory {

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
        null, null, null, null, null, null, List.of(), null, List.of(), null, null, null,
        List.of());
  }

  /** The account as the CA knows it. */
  record Registration(URI url, String keyThumbprint, @Nullable String agreedTermsOfService) {}

  AcmeAccountStatus registered(
      Registration registration, URI directoryUrl, DirectoryMetadata directory) {
    return new AcmeAccountStatus(
        generation(),
        registration.url().toString(),
        directoryUrl.toString(),
        directory.termsOfService().orElse(null),
        registration.agreedTermsOfService(),
        directory.website().orElse(null),
        directory.caaIdentities(),
        directory.externalAccountRequired(),
        profiles(directory),
        registration.keyThumbprint(),
        now.truncatedTo(ChronoUnit.SECONDS),
        null,
        readyConditions(TermsConsent.changedSince(registration.agreedTermsOfService(), directory)));
  }

  private List<Condition> readyConditions(Optional<String> termsChanged) {
    return conditions()
        .holds(
            ConditionType.READY,
            termsChanged.isPresent() ? "TermsChanged" : "Registered",
            termsChanged.orElse("The account is registered."))
        .doesNotHold(ConditionType.RECONCILING, "Registered", "")
        .doesNotHold(ConditionType.STALLED, "Registered", "")
        .toList();
  }

  AcmeAccountStatus refused(AccountRefusedException refusal) {
    return unready(
        null,
        conditions()
            .doesNotHold(ConditionType.READY, refusal.reason(), refusal.message())
            .doesNotHold(ConditionType.RECONCILING, refusal.reason(), "")
            .holds(ConditionType.STALLED, refusal.reason(), refusal.message())
            .toList());
  }

  AcmeAccountStatus failed(AcmeFailure failure) {
    var failures =
        RetrySchedule.next(
            isObserved() ? former.failure() : null,
            failure.type(),
            failure.message(),
            failure.retryAfter(),
            now,
            account.getMetadata().getUid());
    return unready(failures, failedConditions(failure));
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

  private AcmeAccountStatus unready(@Nullable Failure failure, List<Condition> conditions) {
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
