package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.operator.secret.TlsSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides the next step from all that was observed. */
final class Planner {

  private Planner() {}

  /** Nothing tells us when the cluster CA, or its successor, changes; looking costs nothing. */
  private static final Duration AUTHORITY_RECHECK = Duration.ofHours(1);

  /** Nothing is ahead of what has expired but what somebody does about it. */
  private static final Duration EXPIRED_RECHECK = Duration.ofHours(1);

  /** The failure's type while an order waits for a limit. */
  static final String LIMIT_REACHED = "limitReached";

  static Decision decide(Observation o, OrderAllowance allowance) {
    if (o.isSuspended()) {
      return new Decision.Suspend();
    }
    return RevocationChecks.first(o).orElseGet(() -> provide(o, allowance));
  }

  /** The next step towards a certificate, whatever is to be revoked. */
  static Decision provide(Observation o, OrderAllowance allowance) {
    var obstacle = RefusalChecks.writing(o);
    if (obstacle.isPresent()) {
      return new Decision.Refuse(obstacle.get());
    }
    var refusal = RefusalChecks.source(o);
    return (refusal.isPresent() ? Optional.<Decision>empty() : MendChecks.first(o))
        .or(() -> sign(o, FallbackChecks.first(o)))
        .or(() -> refusal.map(Decision.Refuse::new))
        .orElseGet(() -> fromSource(o, allowance));
  }

  private static Optional<Decision> sign(Observation o, Optional<Finding> why) {
    return o.signature() instanceof SignatureState.Available ca
        ? why.map(found -> new Decision.Sign(found, ca))
        : Optional.empty();
  }

  private static Decision fromSource(Observation o, OrderAllowance allowance) {
    return switch (o.desired().source()) {
      case DesiredOrder _ -> order(o, allowance);
      case DesiredSource.Uploaded _ -> install(o).orElseGet(() -> atRest(o));
      case DesiredSource.Signed _ ->
          sign(o, SignatureChecks.first(o))
              .map(signing -> takeUpRenewal(o).orElse(signing))
              .or(() -> namesLeftOut(o))
              .orElseGet(() -> atRest(o));
    };
  }

  private static Optional<Decision> install(Observation o) {
    return switch (o.upload()) {
      case UploadState.Accepted good ->
          UploadChecks.first(o).map(why -> new Decision.Install(why, good));
      case UploadState.Postponed(var until) -> Optional.of(new Decision.AwaitUpload(until));
      case UploadState.NotNeeded _, UploadState.Refused _ -> Optional.empty();
    };
  }

  private static Optional<Decision> namesLeftOut(Observation o) {
    return o.namesLeftOut().map(Decision.Refuse::new);
  }

  private static Decision order(Observation o, OrderAllowance allowance) {
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
    return takeUpRenewal(o).orElseGet(() -> new Decision.StartOrder(why));
  }

  /** That a renewal is made for the annotation's sake is recorded before it is. */
  private static Optional<Decision> takeUpRenewal(Observation o) {
    return o.renewalRequest()
        .filter(_ -> o.renewalRequestDue().filter(at -> !at.isAfter(o.now())).isPresent())
        .filter(wanted -> isNews(o, wanted))
        .map(Decision.TakeUpRenewal::new);
  }

  private static boolean isNews(Observation o, RenewalRequest wanted) {
    return o.lastRenewal().filter(known -> known.isFor(wanted.value())).isEmpty();
  }

  private static Decision atRest(Observation o) {
    var content =
        o.held().orElseThrow(() -> new IllegalStateException("at rest without a certificate"));
    var refused = refusedRenewal(o, content);
    if (refused.isPresent()) {
      return refused.get();
    }
    var nextCheck =
        o.nextRenewalCheck(content)
            .filter(_ -> canOrder(o))
            .map(at -> Moments.later(at, o.renewal(content).firstTurn(o.watchedSince())));
    if (nextCheck.filter(at -> !at.isAfter(o.now())).isPresent()) {
      return new Decision.AskRenewalInfo(content);
    }
    return o.outputs()
        .obstacle()
        .<Decision>map(Decision.Refuse::new)
        .orElseGet(() -> new Decision.Rest(earlier(nextChange(o, content), nextCheck)));
  }

  private static Optional<Decision> refusedRenewal(Observation o, TlsSecret content) {
    return o.renewalRequest()
        .filter(wanted -> isNews(o, wanted))
        .flatMap(wanted ->
            wanted
                .objection(content.provenance(), o.now())
                .map(why -> new Decision.RefuseRenewal(wanted, why)));
  }

  private static boolean canOrder(Observation o) {
    return o.account() instanceof AccountState.Present present && present.notReady().isEmpty();
  }

  private static Instant earlier(Instant one, Optional<Instant> other) {
    return other.map(at -> Moments.earlier(one, at)).orElse(one);
  }

  /** When the certificate begins to count, is to be renewed, or ends: the first that is ahead. */
  private static Instant nextChange(Observation o, TlsSecret content) {
    var leaf = content.chain().leaf();
    return Stream.of(
            Optional.of(leaf.getNotBefore().toInstant()),
            o.renewalMoment(content).map(RenewalSchedule.Moment::at),
            o.renewalRequestDue(),
            o.uploadWarnedAt(),
            Optional.of(o.now().plus(AUTHORITY_RECHECK))
                .filter(_ -> content.isFrom(CertificateSource.ClusterCA)),
            Optional.of(leaf.getNotAfter().toInstant()))
        .flatMap(Optional::stream)
        .filter(o.now()::isBefore)
        .min(Comparator.naturalOrder())
        .orElseGet(() -> o.now().plus(EXPIRED_RECHECK));
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
