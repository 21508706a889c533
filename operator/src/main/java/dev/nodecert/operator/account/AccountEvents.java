package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmeAccountStatus;
import dev.nodecert.api.v1alpha1.Condition;
import dev.nodecert.operator.condition.ConditionType;
import dev.nodecert.operator.condition.Conditions;
import dev.nodecert.operator.event.EventRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Tells what became of an account. */
final class AccountEvents {

  private final EventRecorder recorder;

  AccountEvents(EventRecorder recorder) {
    this.recorder = recorder;
  }

  /** Something to tell of an account. */
  sealed interface News {
    String reason();

    String note();
  }

  /** As it should be. */
  record Normal(String reason, String note) implements News {}

  /** For a person to look at. */
  record Warning(String reason, String note) implements News {}

  /** Tells what is new in a status. */
  void tell(AcmeAccount account, AcmeAccountStatus status) {
    if (account.getStatus() != null) {
      news(account.getStatus(), status).forEach(news -> tell(account, "Register", news));
    }
  }

  /** Tells how the account ended. */
  void ended(AcmeAccount account, News news) {
    tell(account, "Deactivate", news);
  }

  private void tell(AcmeAccount account, String action, News news) {
    switch (news) {
      case Normal(var reason, var note) -> recorder.normal(account, reason, action, note);
      case Warning(var reason, var note) -> recorder.warning(account, reason, action, note);
    }
  }

  /** What is to be told of a transition from one status to the next. */
  static List<News> news(AcmeAccountStatus former, AcmeAccountStatus status) {
    var news = new ArrayList<News>();
    if (isAnotherAccount(former, status)) {
      news.add(
          new Warning(
              "AccountReplaced",
              "The account is %s now: the CA no longer knew %s, or its key was replaced."
                  .formatted(status.accountURL(), former.accountURL())));
    }
    if (isRolledOver(former, status)) {
      news.add(
          new Normal(
              "KeyRolledOver",
              "The account's key is version %d now, with the thumbprint %s."
                  .formatted(status.keyVersion(), status.keyThumbprint())));
    }
    ready(status)
        .filter(ready -> ready.reason().equals(AccountStatusFactory.ROLLOVER_FAILING))
        .filter(_ -> !Objects.equals(former.failure(), status.failure()))
        .ifPresent(ready -> news.add(new Warning(ready.reason(), ready.message())));
    ready(status)
        .filter(ready -> ready.reason().equals(AccountStatusFactory.DEACTIVATED))
        .filter(ready -> !ready(former).map(Condition::reason).equals(Optional.of(ready.reason())))
        .ifPresent(ready -> news.add(new Warning(ready.reason(), ready.message())));
    return news;
  }

  private static boolean isAnotherAccount(AcmeAccountStatus former, AcmeAccountStatus status) {
    return former.accountURL() != null && !former.accountURL().equals(status.accountURL());
  }

  private static boolean isRolledOver(AcmeAccountStatus former, AcmeAccountStatus status) {
    return former.keyVersion() != null
        && status.keyVersion() != null
        && status.keyVersion() > former.keyVersion();
  }

  private static Optional<Condition> ready(AcmeAccountStatus status) {
    return Conditions.find(status.conditions(), ConditionType.READY);
  }
}
