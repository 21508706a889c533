package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.AccountDeletionPolicy;
import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.operator.account.AccountDeactivation.Outcome;
import dev.nodecert.operator.status.FinalizerUpdate;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Holds an AcmeAccount for as long as its account is to be deactivated first, and no longer. */
final class AccountDeletion {

  static final String FINALIZER = "nodecert.dev/deactivate-account";

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final AccountDeactivation deactivation;
  private final AccountEvents events;

  AccountDeletion(AccountDeactivation deactivation, AccountEvents events) {
    this.deactivation = deactivation;
    this.events = events;
  }

  /** Has the finalizer only where spec wants the account to be deactivated. */
  AcmeAccount withFinalizer(AcmeAccount account, Context<AcmeAccount> context) {
    return wantsDeactivation(account)
        ? FinalizerUpdate.add(account, FINALIZER, context)
        : FinalizerUpdate.remove(account, FINALIZER, context);
  }

  /** An AcmeAccount that goes. */
  UpdateControl<AcmeAccount> proceed(
      AcmeAccount account, Context<AcmeAccount> context, Instant now) {
    if (!account.hasFinalizer(FINALIZER)) {
      return UpdateControl.noUpdate();
    }
    return switch (wantsDeactivation(account) ? deactivation.attempt(account, now) : kept()) {
      case Outcome.TryAgain _ -> UpdateControl.<AcmeAccount>noUpdate().rescheduleAfter(INTERVAL);
      case Outcome.Over(var news) -> {
        news.ifPresent(it -> events.ended(account, it));
        FinalizerUpdate.remove(account, FINALIZER, context);
        yield UpdateControl.noUpdate();
      }
    };
  }

  private static Outcome kept() {
    return new Outcome.Over(Optional.empty());
  }

  private static boolean wantsDeactivation(AcmeAccount account) {
    return account.getSpec().deletionPolicy() == AccountDeletionPolicy.Deactivate;
  }
}
