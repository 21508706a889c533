package dev.nodecert.operator.certificate;

import dev.nodecert.operator.secret.TlsSecret;
import java.time.Instant;
import java.util.Optional;

/** Decides the next step from all that was observed. */
final class Planner {

  private Planner() {}

  /** The failure's type while an order waits for a limit. */
  static final String LIMIT_REACHED = "limitReached";

  static Decision decide(Observation o, OrderAllowance allowance) {
    if (o.isSuspended()) {
      return new Decision.Suspend();
    }
    return RevocationChecks.first(o).orElseGet(() -> order(o, allowance));
  }

  /** The next step towards a certificate, whatever is to be revoked. */
  static Decision order(Observation o, OrderAllowance allowance) {
    var refusal = RefusalChecks.first(o);
    if (refusal.isPresent()) {
      return new Decision.Refuse(refusal.get());
    }
    var mending = MendChecks.first(o);
    if (mending.isPresent()) {
      return mending.get();
    }
    var why = IssueChecks.first(o);
    if (why.isEmpty()) {
      return atRest(o);
    }
    var notReady = notReady(o);
    if (notReady.isPresent()) {
      return new Decision.AwaitAccount(notReady.get());
    }
    var retryAt = retryAt(o);
    if (retryAt.isPresent()) {
      return new Decision.AwaitRetry(retryAt.get());
    }
    return o.issuance()
        .<Decision>map(Decision.ContinueOrder::new)
        .orElseGet(() -> begin(o, why.get(), allowance));
  }

  private static Decision begin(Observation o, Finding why, OrderAllowance allowance) {
    var exceeded = allowance.exceededBy(o);
    if (exceeded.isPresent()) {
      return new Decision.AwaitLimit(exceeded.get());
    }
    return o.renewalRequest()
        .filter(_ -> o.renewalRequestDue().filter(at -> !at.isAfter(o.now())).isPresent())
        .filter(wanted -> o.lastRenewal().filter(taken -> taken.isFor(wanted.value())).isEmpty())
        .<Decision>map(Decision.TakeUpRenewal::new)
        .orElseGet(() -> new Decision.StartOrder(why));
  }

  private static Decision atRest(Observation o) {
    var content =
        o.held().orElseThrow(() -> new IllegalStateException("at rest without a certificate"));
    var unreadable = o.renewalRequest().filter(wanted -> wanted.isToRefuse(o.lastRenewal()));
    if (unreadable.isPresent()) {
      return new Decision.RefuseRenewal(unreadable.get());
    }
    var nextCheck =
        o.nextRenewalCheck(content)
            .filter(_ -> canOrder(o))
            .map(at -> Moments.later(at, o.renewal(content).firstTurn(o.watchedSince())));
    return nextCheck.filter(at -> !at.isAfter(o.now())).isPresent()
        ? new Decision.AskRenewalInfo(content)
        : new Decision.Rest(earlier(nextChange(o, content), nextCheck));
  }

  private static boolean canOrder(Observation o) {
    return o.account() instanceof AccountState.Present present && present.notReady().isEmpty();
  }

  private static Instant earlier(Instant one, Optional<Instant> other) {
    return other.map(at -> Moments.earlier(one, at)).orElse(one);
  }

  /** The renewal, or before it the moment from which on the certificate counts. */
  private static Instant nextChange(Observation o, TlsSecret content) {
    var notBefore = content.chain().leaf().getNotBefore().toInstant();
    return notBefore.isAfter(o.now())
        ? notBefore
        : earlier(o.renewal(content).moment().at(), o.renewalRequestDue());
  }

  private static Optional<Finding> notReady(Observation o) {
    return o.account() instanceof AccountState.Present present
        ? present.notReady()
        : Optional.empty();
  }

  /** A changed spec is tried at once, and where a limit was reached it is looked at again. */
  private static Optional<Instant> retryAt(Observation o) {
    var failure = o.status().failure();
    return failure == null || !o.isSpecObserved() || failure.type().equals(LIMIT_REACHED)
        ? Optional.empty()
        : Optional.of(failure.retryAt()).filter(at -> at.isAfter(o.now()));
  }
}
