package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmeAccountStatus;
import dev.nodecert.api.v1alpha1.Condition;
import dev.nodecert.operator.condition.ConditionType;
import dev.nodecert.operator.condition.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When an account must be looked at again, judged by its status alone. */
final class AccountObservation {

  /** A CA's terms and profiles change on announced days. */
  static final Duration DIRECTORY_INTERVAL = Duration.ofDays(1);

  /** How soon after its last look an account is looked at again because the CA rejected it. */
  static final Duration REJECTION_INTERVAL = Duration.ofMinutes(1);

  private AccountObservation() {}

  /**
   * The moment before which nothing is to be done; empty when something is to be done now.
   *
   * @param rejectedUrl the account that the CA did not accept in an order
   */
  static Optional<Instant> restUntil(
      AcmeAccount account, Optional<String> rejectedUrl, Instant now) {
    var status = account.getStatus();
    if (status == null || !isObserved(account, status) || isAwaitingChallenges(account)) {
      return Optional.empty();
    }
    return rest(status, rejectedUrl).filter(now::isBefore);
  }

  /** Whether the spec as it stands has been brought to the CA. */
  static boolean isSettled(AcmeAccount account) {
    var status = account.getStatus();
    return status != null
        && isObserved(account, status)
        && status.failure() == null
        && isRegistered(status);
  }

  /** Whether nothing but running challenges keeps the key from being rolled over. */
  static boolean isAwaitingChallenges(AcmeAccount account) {
    var status = account.getStatus();
    return status != null
        && isObserved(account, status)
        && awaitingChallengesSince(account).isPresent();
  }

  /** Since when the key waits for challenges, of whatever spec. */
  static Optional<Instant> awaitingChallengesSince(AcmeAccount account) {
    return Optional.ofNullable(account.getStatus())
        .flatMap(status -> Conditions.find(status.conditions(), ConditionType.RECONCILING))
        .filter(condition -> condition.reason().equals(AccountStatusFactory.ROLLOVER_WAITING))
        .map(Condition::lastTransitionTime);
  }

  private static boolean isObserved(AcmeAccount account, AcmeAccountStatus status) {
    return account.getMetadata().getGeneration().equals(status.observedGeneration());
  }

  private static Optional<Instant> rest(AcmeAccountStatus status, Optional<String> rejectedUrl) {
    if (status.failure() != null) {
      return Optional.of(status.failure().retryAt());
    }
    var interval =
        rejectedUrl.filter(url -> url.equals(status.accountURL())).isPresent()
            ? REJECTION_INTERVAL
            : DIRECTORY_INTERVAL;
    return isRegistered(status)
        ? Optional.ofNullable(status.directoryCheckedAt()).map(at -> at.plus(interval))
        : Optional.empty();
  }

  private static boolean isRegistered(AcmeAccountStatus status) {
    return status.accountURL() != null
        && Conditions.isTrue(status.conditions(), ConditionType.READY);
  }
}
