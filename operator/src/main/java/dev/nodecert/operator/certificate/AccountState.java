package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.operator.account.WellKnownDirectory;
import dev.nodecert.operator.condition.ConditionType;
import dev.nodecert.operator.condition.Conditions;
import java.net.URI;
import java.util.Optional;

/** What was seen of the account that the spec names. */
sealed interface AccountState {

  /** There is none of that name. */
  record Missing() implements AccountState {}

  /** It is there. */
  record Present(AcmeAccount account) implements AccountState {
    URI directory() {
      return WellKnownDirectory.url(account.getSpec().directory());
    }

    /** Why it cannot order yet. */
    Optional<Finding> notReady() {
      var status = account.getStatus();
      if (status != null
          && status.accountURL() != null
          && Conditions.isTrue(status.conditions(), ConditionType.READY)) {
        return Optional.empty();
      }
      var why =
          status == null
              ? "it has not been looked at yet"
              : Conditions.find(status.conditions(), ConditionType.READY)
                  .map(condition -> condition.reason())
                  .orElse("it has not been looked at yet");
      return Optional.of(
          new Finding(
              "AccountNotReady",
              "AcmeAccount %s is not ready: %s. See kubectl describe acmeaccount %1$s."
                  .formatted(account.getMetadata().getName(), why)));
    }
  }

  static AccountState of(Optional<AcmeAccount> account) {
    return account.<AccountState>map(Present::new).orElseGet(Missing::new);
  }
}
