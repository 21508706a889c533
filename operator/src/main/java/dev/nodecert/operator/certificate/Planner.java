package dev.nodecert.operator.certificate;

import dev.nodecert.operator.secret.TlsSecret;
import java.time.Instant;
import java.util.Optional;

/** Decides the next step from all that was observed. */
final class Planner {

  private Planner() {}

  static Decision decide(Observation o) {
    if (o.isSuspended()) {
      return new Decision.Suspend();
    }
    return RevocationChecks.first(o).orElseGet(() -> order(o));
  }

  /** The next step towards a certificate, whatever is to be revoked. */
  static Decision order(Observation o) {
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
        .orElseGet(() -> new Decision.StartOrder(why.get()));
  }

  private static Decision atRest(Observation o) {
    var content =
        o.held().orElseThrow(() -> new IllegalStateException("at rest without a certificate"));
    var nextCheck = o.nextRenewalCheck(content).filter(_ -> canOrder(o));
    return nextCheck.filter(at -> !at.isAfter(o.now())).isPresent()
        ? new Decision.AskRenewalInfo(content)
        : new Decision.Rest(earlier(nextChange(o, content), nextCheck));
  }

  private static boolean canOrder(Observation o) {
    return o.account() instanceof AccountState.Present present && present.notReady().isEmpty();
  }

  private static Instant earlier(Instant one, Optional<Instant> other) {
    return other.filter(at -> at.isBefore(one)).orElse(one);
  }

  /** The renewal, or before it the moment from which on the certificate counts. */
  private static Instant nextChange(Observation o, TlsSecret content) {
    var notBefore = content.chain().leaf().getNotBefore().toInstant();
    return notBefore.isAfter(o.now()) ? notBefore : o.renewal(content).moment().at();
  }

  private static Optional<Finding> notReady(Observation o) {
    return o.account() instanceof AccountState.Present present
        ? present.notReady()
        : Optional.empty();
  }

  /** A changed spec is tried at once. */
  private static Optional<Instant> retryAt(Observation o) {
    var failure = o.status().failure();
    return failure == null || !o.isSpecObserved()
        ? Optional.empty()
        : Optional.of(failure.retryAt()).filter(at -> at.isAfter(o.now()));
  }
}
