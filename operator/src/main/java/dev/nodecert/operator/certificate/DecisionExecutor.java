package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.api.v1alpha1.OperationState;
import dev.nodecert.operator.metrics.CertificateGauges;
import dev.nodecert.operator.secret.TlsSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Acts on decisions, one after the other, until the next has to wait. */
final class DecisionExecutor {

  private static final Logger LOG = LoggerFactory.getLogger(DecisionExecutor.class);

  /** A Secret of others is in no cache of ours, so nothing tells when it goes. */
  private static final Duration REFUSAL_RECHECK = Duration.ofMinutes(1);

  /** Nothing tells us when a neighbour goes, and looking costs nothing: it is all in the caches. */
  private static final Duration CLAIM_RECHECK = Duration.ofSeconds(5);

  private final OrderAllowance allowance;
  private final OrderSteps orders;
  private final RevocationDriver revocations;
  private final RenewalInfoReader renewalInfo;
  private final CertificateInstaller installer;
  private final ProxyRefresh refresh;
  private final CertificateEvents events;
  private final CertificateGauges gauges;

  DecisionExecutor(
      OrderAllowance allowance,
      OrderSteps orders,
      RevocationDriver revocations,
      RenewalInfoReader renewalInfo,
      CertificateInstaller installer,
      ProxyRefresh refresh,
      CertificateEvents events,
      CertificateGauges gauges) {
    this.allowance = allowance;
    this.orders = orders;
    this.revocations = revocations;
    this.renewalInfo = renewalInfo;
    this.installer = installer;
    this.refresh = refresh;
    this.events = events;
    this.gauges = gauges;
  }

  /** When to look again, if nothing wakes us before. */
  Optional<Instant> act(Observation o, Decision first, Run run) {
    Progress progress = new Progress.Take(o, first, Optional.empty());
    var lookAgain = Optional.<Instant>empty();
    while (true) {
      switch (progress) {
        case Progress.Wait(var until) -> {
          return Moments.earlier(lookAgain, until);
        }
        case Progress.Decide(var seen) ->
            progress = take(seen, Planner.decide(seen, allowance), run);
        case Progress.Take(var seen, var next, var until) -> {
          lookAgain = Moments.earlier(lookAgain, until);
          progress = take(seen, next, run);
        }
      }
    }
  }

  private Progress take(Observation o, Decision decision, Run run) {
    measure(o);
    refresh.hurry(o);
    var statuses = new CertificateStatusFactory(o);
    return switch (decision) {
      case Decision.Suspend _ -> {
        run.writer().write(statuses.suspended());
        yield Progress.untilWoken();
      }
      case Decision.Mend(var why, var content) -> mend(o, why, content);
      case Decision.AwaitUpload(var until) -> Progress.until(until);
      case Decision.Sign(var why, var authority) -> sign(o, why, authority);
      case Decision.Install(var why, var upload) -> install(o, why, upload);
      case Decision.Release(var names) -> release(o, names);
      case Decision.Refuse(var why) -> {
        run.writer().write(statuses.stalled(why));
        yield Progress.until(recheck(o));
      }
      case Decision.AwaitAccount(var why) -> {
        run.writer().write(statuses.awaiting(why));
        yield Progress.untilWoken();
      }
      case Decision.Rest(var until) -> {
        run.writer().write(statuses.resting());
        yield Progress.until(until);
      }
      case Decision.AskRenewalInfo(var content) ->
          new Progress.Decide(o.with(renewalInfo.ask(o, content), content));
      case Decision.AwaitRetry(var until) -> {
        run.writer().write(statuses.awaitingRetry());
        yield Progress.until(until);
      }
      case Decision.Revoke(var demand, var content) -> revoke(o, demand, content, run);
      case Decision.RefuseRevocation(var value, var why) ->
          ordering(revocations.refuse(o, value, why, run.writer()));
      case Decision.RevokeReplaced _ -> revokeReplaced(o, run);
      case Decision.RefuseRenewal(var request, var why) -> {
        events.renewalRefused(o, why);
        yield new Progress.Decide(o.withRenewal(request.in(OperationState.Refused, o.now())));
      }
      case Decision.TakeUpRenewal(var request) -> takeUpRenewal(o, request, run);
      case Decision.AwaitLimit(var why) -> orders.awaitLimit(o, why, run);
      case Decision.StartOrder(var why) -> orders.start(o, why, run);
      case Decision.ContinueOrder(var issuance) -> orders.resume(o, issuance, run);
    };
  }

  private static Instant recheck(Observation o) {
    var recheck = o.now().plus(o.neighbours().claims().isEmpty() ? REFUSAL_RECHECK : CLAIM_RECHECK);
    return o.upload() instanceof UploadState.Refused(_, var from)
        ? from.filter(recheck::isAfter).orElse(recheck)
        : recheck;
  }

  private Progress mend(Observation o, Finding why, TlsSecret content) {
    LOG.info("mending: {}: {}", why.reason(), why.message());
    installer.write(o, content);
    events.mended(o, why);
    return new Progress.Decide(o.written(content));
  }

  /** The first that stands in is no news: the Events tell of the one that spec asks for. */
  private Progress sign(Observation o, Finding why, SignatureState.Available authority) {
    LOG.info("signing: {}: {}", why.reason(), why.message());
    var content = installer.sign(o, authority);
    if (o.desired().source().kind() == CertificateSource.ClusterCA) {
      events.issued(o, content);
    } else if (o.status().certificate() != null) {
      events.stoodIn(o, why);
    }
    return new Progress.Decide(o.written(content));
  }

  private Progress install(Observation o, Finding why, UploadState.Accepted upload) {
    LOG.info("installing: {}: {}", why.reason(), why.message());
    var content = installer.install(o, upload);
    events.issued(o, content);
    return new Progress.Decide(o.written(content));
  }

  private Progress release(Observation o, List<String> names) {
    names.forEach(name -> installer.release(o, name));
    return new Progress.Decide(o.with(Neighbours.NONE));
  }

  private Progress revoke(Observation o, RevocationDemand demand, TlsSecret content, Run run) {
    LOG.info("revoking: {}", demand.reason());
    var step = revocations.onDemand(o, demand, content, run.accounts(), run.writer());
    if (step.seen().status().issuance() == null) {
      orders.forget(o);
    }
    return ordering(step);
  }

  private Progress revokeReplaced(Observation o, Run run) {
    var step = revocations.replaced(o, run.accounts(), run.writer());
    if (step.lookAgain().isEmpty()) {
      return ordering(step);
    }
    run.writer().write(new CertificateStatusFactory(o).revoking());
    return Progress.until(step.lookAgain().get());
  }

  /** No revocation keeps the next certificate waiting. */
  private Progress ordering(RevocationDriver.Step step) {
    return new Progress.Take(
        step.seen(), Planner.provide(step.seen(), allowance), step.lookAgain());
  }

  private static Progress takeUpRenewal(Observation o, RenewalRequest request, Run run) {
    var taken = o.withRenewal(request.in(OperationState.Started, o.now()));
    run.writer().write(new CertificateStatusFactory(taken).takenUp());
    return new Progress.Decide(taken);
  }

  private void measure(Observation o) {
    var owner = o.desired().owner();
    o.held()
        .ifPresentOrElse(
            content ->
                gauges.put(
                    owner.namespace(),
                    owner.name(),
                    content.chain().leaf().getNotAfter().toInstant(),
                    o.renewalMoment(content).map(RenewalSchedule.Moment::at)),
            () -> gauges.remove(owner.namespace(), owner.name()));
  }
}
