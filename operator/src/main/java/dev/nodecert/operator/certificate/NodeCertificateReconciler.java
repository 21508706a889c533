package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.ChallengeRecord;
import dev.nodecert.api.v1alpha1.Failure;
import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.OperationState;
import dev.nodecert.api.v1alpha1.OrderResult;
import dev.nodecert.operator.account.AccountLogins;
import dev.nodecert.operator.acme.AcmeClient;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.event.EventRecorder;
import dev.nodecert.operator.limits.LimitExceeded;
import dev.nodecert.operator.limits.OrderLedger;
import dev.nodecert.operator.metrics.CertificateGauges;
import dev.nodecert.operator.secret.SecretStore;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the certificate of each node fresh: observe, decide, act, record. */
@ControllerConfiguration(
    name = "nodecertificate",
    triggerReconcilerOnAllEvents = true,
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = WakingChange.class))
public final class NodeCertificateReconciler implements Reconciler<NodeCertificate> {

  private static final Logger LOG = LoggerFactory.getLogger(NodeCertificateReconciler.class);

  /** A Secret of others is in no cache of ours, so nothing tells when it goes. */
  private static final Duration REFUSAL_RECHECK = Duration.ofMinutes(1);

  /** Nothing tells us when a neighbour goes, and looking costs nothing: it is all in the caches. */
  private static final Duration CLAIM_RECHECK = Duration.ofSeconds(5);

  /**
   * The client takes an answer without a body for an object that is gone; no event would follow.
   */
  private static final Duration ABSENCE_RECHECK = Duration.ofSeconds(10);

  /** The garbage collector may be at work on the same Secret. */
  private static final Duration DELETION_RECHECK = Duration.ofSeconds(1);

  /** What a quick order waits for on its way is not worth a write. */
  private static final Duration SLOW_ORDER = Duration.ofSeconds(5);

  private static final Duration SHORTEST_DELAY = Duration.ofMillis(1);

  private final Observer observer;
  private final OrderDriver orders;
  private final RecordKeeper records;
  private final RevocationDriver revocations;
  private final RevocationFinalizer revocationFinalizer;
  private final PendingKeys keys;
  private final CertificateInstaller installer;
  private final RenewalInfoReader renewalInfo;
  private final OrderLedger ledger;
  private final CachedOrders cachedOrders;
  private final CertificateEvents events;
  private final CertificateGauges gauges;
  private final InstantSource clock;

  private volatile Optional<IndexedResourceCache<NodeCertificate>> certificates = Optional.empty();
  private final SimpleInboundEventSource<NodeCertificate> wakes = new SimpleInboundEventSource<>();

  /** A reconciler that orders as the given accounts and proves by the given plugins. */
  public NodeCertificateReconciler(
      KubernetesClient client,
      SecretStore secrets,
      AcmeClient acme,
      AccountLogins logins,
      OrderLedger ledger,
      CachedOrders cachedOrders,
      ChallengeProvers provers,
      EventRecorder events,
      CertificateGauges gauges,
      String operatorNamespace,
      InstantSource clock) {
    var lookup = new NodeCertificateLookup(client);
    this.observer = new Observer(client, secrets, lookup, operatorNamespace, clock);
    this.keys = new PendingKeys(secrets);
    this.installer = new CertificateInstaller(secrets, keys, lookup, clock);
    this.events = new CertificateEvents(events);
    this.records = new RecordKeeper(provers.records(), provers.providers(), this.events, clock);
    var locator = new ChallengeLocator(provers.dns(), provers.executor(), clock);
    var proofs = new ProofDriver(locator, provers.records(), provers.providers());
    var placement = new OrderPlacement(acme, ledger);
    this.orders = new OrderDriver(acme, placement, logins, keys, installer, proofs, clock);
    this.ledger = ledger;
    this.cachedOrders = cachedOrders;
    var revoker = new Revoker(acme, logins, clock);
    this.revocations = new RevocationDriver(revoker, keys, installer, this.events);
    this.revocationFinalizer = new RevocationFinalizer(revoker, installer, this.events);
    this.renewalInfo = new RenewalInfoReader(acme, logins);
    this.gauges = gauges;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, NodeCertificate>> prepareEventSources(
      EventSourceContext<NodeCertificate> context) {
    certificates = Optional.of(context.getPrimaryCache());
    return CertificateInputs.eventSources(context, wakes, cachedOrders);
  }

  /** How many NodeCertificates name a plugin; none before this reconciler has begun to watch. */
  public int usersOf(String plugin) {
    return certificates.map(cache -> CertificateInputs.usersOf(plugin, cache)).orElse(0);
  }

  @Override
  public UpdateControl<NodeCertificate> reconcile(
      NodeCertificate certificate, Context<NodeCertificate> context) {
    if (context.isPrimaryResourceDeleted()) {
      orders.forget(certificate);
      ledger.abandon(certificate.getMetadata().getUid());
      records.forget(certificate);
      return keys.abandon(certificate) ? UpdateControl.noUpdate() : after(DELETION_RECHECK);
    }
    return certificate.isMarkedForDeletion()
        ? cleanUp(certificate, context)
        : decide(certificate, context);
  }

  /** What a deletion waits for, and no longer than it has to. */
  private UpdateControl<NodeCertificate> cleanUp(
      NodeCertificate certificate, Context<NodeCertificate> context) {
    var finalizers = certificate.getMetadata().getFinalizers();
    var control = UpdateControl.<NodeCertificate>noUpdate();
    var run = run(certificate, context);
    if (finalizers.contains(RevocationFinalizer.NAME)) {
      var seen = observer.observeGoing(certificate, context);
      control = sooner(control, revocationFinalizer.cleanUp(seen, run.accounts(), run.writer()));
    }
    if (finalizers.contains(RecordKeeper.FINALIZER)) {
      control = sooner(control, remove(run));
      run.writer().finish();
    }
    return control;
  }

  private Run run(NodeCertificate certificate, Context<NodeCertificate> context) {
    return new Run(
        new StatusWriter(certificate, keys, context),
        household(certificate, context),
        name -> CertificateInputs.account(name, context));
  }

  private RecordKeeper.Household household(
      NodeCertificate certificate, Context<NodeCertificate> context) {
    return new RecordKeeper.Household(
        certificate, name -> CertificateInputs.plugin(name, context), () -> wake(certificate));
  }

  private void wake(NodeCertificate certificate) {
    wakes.propagateEvent(ResourceID.fromResource(certificate));
  }

  private UpdateControl<NodeCertificate> decide(
      NodeCertificate certificate, Context<NodeCertificate> context) {
    var observation = observer.observe(certificate, context);
    var decision = Planner.decide(observation, this::exceededBy);
    return isRare(decision)
        ? decideOnLiveObjects(certificate, context)
        : actAndTidy(observation, decision, context);
  }

  private Optional<LimitExceeded> exceededBy(Observation o) {
    return ledger.wouldExceed(o.desired().owner().uid(), OrderIntents.of(o));
  }

  private static boolean isRare(Decision decision) {
    return switch (decision) {
      case Decision.StartOrder _, Decision.TakeUpRenewal _, Decision.Mend _, Decision.Revoke _ ->
          true;
      default -> false;
    };
  }

  /** No order is made, and nothing mended, on what a cache says. */
  private UpdateControl<NodeCertificate> decideOnLiveObjects(
      NodeCertificate certificate, Context<NodeCertificate> context) {
    return observer
        .observeLive(certificate, context)
        .map(live -> actAndTidy(live, Planner.decide(live, this::exceededBy), context))
        .orElseGet(() -> after(ABSENCE_RECHECK));
  }

  /** What is kept for the time of one run. */
  private record Run(
      StatusWriter writer, RecordKeeper.Household household, Revoker.Accounts accounts) {}

  /** What records are gone is known before a status is written, so that one write tells both. */
  private UpdateControl<NodeCertificate> actAndTidy(
      Observation o, Decision decision, Context<NodeCertificate> context) {
    var run = run(o.certificate(), context);
    revocationFinalizer.hold(o, decision, run.writer());
    var hadOrder = run.writer().running().isPresent();
    tidy(o, decision, run);
    var control = act(o, decision, run);
    if (hadOrder && run.writer().running().isEmpty()) {
      ledger.abandon(o.desired().owner().uid());
    }
    var lookAgain = tidy(o, decision, run);
    run.writer().finish();
    return sooner(control, lookAgain);
  }

  private Optional<Instant> tidy(Observation o, Decision decision, Run run) {
    return switch (decision) {
      case Decision.Suspend _ -> Optional.empty();
      case Decision.Refuse _ -> interrupt(o, run);
      case Decision.AwaitRetry _ when !orders.mayStillBeValidated(o) -> interrupt(o, run);
      default ->
          run.writer().running().filter(orders::needsRecords).isPresent()
              ? Optional.empty()
              : remove(run);
    };
  }

  /** Nothing is proven for a while: no record stands about meanwhile. */
  private Optional<Instant> interrupt(Observation o, Run run) {
    orders.interrupt(o);
    return remove(run);
  }

  private Optional<Instant> remove(Run run) {
    return records.remove(run.household(), run.writer());
  }

  private UpdateControl<NodeCertificate> sooner(
      UpdateControl<NodeCertificate> control, Optional<Instant> lookAgain) {
    var delay = lookAgain.map(at -> Duration.between(clock.instant(), at));
    return delay
            .filter(d ->
                control.getScheduleDelay().filter(planned -> planned <= d.toMillis()).isEmpty())
            .isPresent()
        ? after(delay.get())
        : control;
  }

  private UpdateControl<NodeCertificate> act(Observation o, Decision decision, Run run) {
    measure(o);
    var statuses = new CertificateStatusFactory(o);
    return switch (decision) {
      case Decision.Suspend _ -> {
        run.writer().write(statuses.suspended());
        yield UpdateControl.noUpdate();
      }
      case Decision.Mend(var why, var content) -> {
        LOG.info("mending: {}: {}", why.reason(), why.message());
        installer.write(o, content);
        events.mended(o, why);
        yield actAgain(o.with(new SecretState.Held(content, Optional.empty())), run);
      }
      case Decision.Revoke(var demand, var content) -> {
        LOG.info("revoking: {}", demand.reason());
        var step = revocations.onDemand(o, demand, content, run.accounts(), run.writer());
        if (step.seen().status().issuance() == null) {
          orders.forget(o.certificate());
        }
        yield goOn(step, run);
      }
      case Decision.RefuseRevocation(var value, var why) ->
          goOn(revocations.refuse(o, value, why, run.writer()), run);
      case Decision.RevokeReplaced _ -> {
        var step = revocations.replaced(o, run.accounts(), run.writer());
        if (step.lookAgain().isEmpty()) {
          yield goOn(step, run);
        }
        run.writer().write(statuses.revoking());
        yield at(step.lookAgain().get());
      }
      case Decision.Release(var names) -> {
        names.forEach(name -> installer.release(o, name));
        yield actAgain(o.with(Neighbours.NONE), run);
      }
      case Decision.Refuse(var why) -> {
        run.writer().write(statuses.stalled(why));
        yield after(o.neighbours().claims().isEmpty() ? REFUSAL_RECHECK : CLAIM_RECHECK);
      }
      case Decision.AwaitAccount(var why) -> {
        run.writer().write(statuses.awaiting(why));
        yield UpdateControl.noUpdate();
      }
      case Decision.Rest(var until) -> {
        run.writer().write(statuses.resting());
        yield at(until);
      }
      case Decision.AskRenewalInfo(var content) ->
          actAgain(o.with(renewalInfo.ask(o, content), content), run);
      case Decision.AwaitRetry(var until) -> {
        run.writer().write(statuses.awaitingRetry());
        yield at(until);
      }
      case Decision.AwaitLimit(var why) -> awaitLimit(o, why, run);
      case Decision.RefuseRenewal(var request) -> {
        events.renewalRefused(o, request);
        yield actAgain(o.withRenewal(request.in(OperationState.Refused, o.now())), run);
      }
      case Decision.TakeUpRenewal(var request) -> {
        var taken = o.withRenewal(request.in(OperationState.Started, o.now()));
        run.writer().write(new CertificateStatusFactory(taken).takenUp());
        yield actAgain(taken, run);
      }
      case Decision.StartOrder(var why) -> {
        LOG.info("ordering: {}: {}", why.reason(), why.message());
        yield conclude(o, orders.start(o, why, owner(o, run)), run);
      }
      case Decision.ContinueOrder(var issuance) ->
          conclude(o, orders.resume(o, issuance, owner(o, run)), run);
    };
  }

  private UpdateControl<NodeCertificate> goOn(RevocationDriver.Step step, Run run) {
    return sooner(
        act(step.seen(), Planner.order(step.seen(), this::exceededBy), run), step.lookAgain());
  }

  private UpdateControl<NodeCertificate> awaitLimit(Observation o, LimitExceeded why, Run run) {
    var statuses = new CertificateStatusFactory(o);
    var failure = statuses.limited(why);
    if (!failure.equals(o.status().failure())) {
      LOG.warn("waiting: {}", why.message());
      events.limited(o, why);
    }
    run.writer().write(statuses.failed(failure, Optional.empty()));
    return at(failure.retryAt());
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
                    o.renewal(content).moment().at()),
            () -> gauges.remove(owner.namespace(), owner.name()));
  }

  private OrderOwner owner(Observation o, Run run) {
    return new OrderOwner() {
      @Override
      public void expectRecords() {
        run.writer().expectRecords();
      }

      @Override
      public void record(Issuance issuance, List<ChallengeRecord> needed) {
        run.writer().add(needed);
        run.writer().write(new CertificateStatusFactory(o).ordering(issuance));
        if (o.issuance().isEmpty()) {
          events.ordered(o, issuance.reason());
        }
      }

      @Override
      public void proven() {
        remove(run);
      }

      @Override
      public void wake() {
        NodeCertificateReconciler.this.wake(o.certificate());
      }
    };
  }

  private UpdateControl<NodeCertificate> conclude(Observation o, OrderOutcome outcome, Run run) {
    return switch (outcome) {
      case OrderOutcome.Preparing(var lookAgain) -> at(lookAgain);
      case OrderOutcome.Running(var issuance, var lookAgain) -> {
        if (isWorthTelling(o, issuance)) {
          run.writer().write(new CertificateStatusFactory(o).ordering(issuance));
        }
        yield at(lookAgain);
      }
      case OrderOutcome.Refused(var why) -> act(o, new Decision.Refuse(why), run);
      case OrderOutcome.Limited(var why) -> awaitLimit(o, why, run);
      case OrderOutcome.Failed(var problem, var running) -> {
        var failure = told(o, problem);
        run.writer().write(new CertificateStatusFactory(o).failed(failure, running));
        yield at(failure.retryAt());
      }
      case OrderOutcome.Invalid(var problem) -> {
        var failure = told(o, problem);
        ended(o, OrderResult.Invalid, o.now());
        run.writer().write(new CertificateStatusFactory(o).invalid(failure));
        yield at(failure.retryAt());
      }
      case OrderOutcome.Issued(var content) -> {
        ended(o, OrderResult.Issued, content.provenance().issuedAt());
        LOG.info("issued: in Secret {}", o.desired().secretName());
        events.issued(o, content);
        yield actAgain(o.with(new SecretState.Held(content, Optional.empty())), run);
      }
    };
  }

  private Failure told(Observation o, AcmeFailure problem) {
    LOG.warn("failed: {}: {}", problem.type(), problem.message());
    events.failed(o, problem);
    return new CertificateStatusFactory(o).oneMore(problem);
  }

  private void ended(Observation o, OrderResult result, Instant at) {
    ledger.ended(
        o.desired().owner().uid(), OrderIntents.of(o), result, at.truncatedTo(ChronoUnit.SECONDS));
  }

  private UpdateControl<NodeCertificate> actAgain(Observation o, Run run) {
    return act(o, Planner.decide(o, this::exceededBy), run);
  }

  /** That an order came back to life after a failure, or has been waiting for something new. */
  private static boolean isWorthTelling(Observation o, Issuance running) {
    return o.status().failure() != null || running.startedAt().plus(SLOW_ORDER).isBefore(o.now());
  }

  private UpdateControl<NodeCertificate> at(Instant moment) {
    return after(Duration.between(clock.instant(), moment));
  }

  private static UpdateControl<NodeCertificate> after(Duration delay) {
    return UpdateControl.<NodeCertificate>noUpdate()
        .rescheduleAfter(delay.compareTo(SHORTEST_DELAY) < 0 ? SHORTEST_DELAY : delay);
  }
}
