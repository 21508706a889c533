package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmeAccountStatus;
import dev.nodecert.operator.condition.ConditionType;
import dev.nodecert.operator.condition.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When an account must be looked at again, judged by its status alone. */
final class AccountObservation {

  /** A CA's terms and profiles change on announced days. */
  static final Duration DIRECTORY_INTERVAL = Duration.ofDays(1);

  private AccountObservation() {}

  /** The moment before which nothing is to be done; empty when something is to be done now. */
  static Optional<Instant> restUntil(AcmeAccount account, Instant now) {
    var status = account.getStatus();
    if (status == null || !isObserved(account, status)) {
      return Optional.empty();
    }
    return rest(status).filter(now::isBefore);
  }

  /** Whether the spec as it stands has been brought to the CA. */
  static boolean isSettled(AcmeAccount account) {
    var status = account.getStatus();
    return status != null
        && isObserved(account, status)
        && status.failure() == null
        && isRegistered(status);
  }

  private static boolean isObserved(AcmeAccount account, AcmeAccountStatus status) {
    return account.getMetadata().getGeneration().equals(status.observedGeneration());
  }

  private static Optional<Instant> rest(AcmeAccountStatus status) {
    if (status.failure() != null) {
      return Optional.of(status.failure().retryAt());
    }
    return isRegistered(status)
        ? Optional.ofNullable(status.directoryCheckedAt()).map(at -> at.plus(DIRECTORY_INTERVAL))
        : Optional.empty();
  }

  private static boolean isRegistered(@Nullable AcmeAccountStatus status) {
    return status != null
        && status.accountURL() != null
        && Conditions.isTrue(status.conditions(), ConditionType.READY);
  }
}
