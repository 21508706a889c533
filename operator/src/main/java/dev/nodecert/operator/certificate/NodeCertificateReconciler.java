package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.account.AccountLogins;
import dev.nodecert.operator.acme.AcmeClient;
import dev.nodecert.operator.event.EventRecorder;
import dev.nodecert.operator.informer.RecreationEventSource;
import dev.nodecert.operator.limits.LimitExceeded;
import dev.nodecert.operator.limits.OrderLedger;
import dev.nodecert.operator.metrics.CertificateGauges;
import dev.nodecert.operator.metrics.ObjectGauges.StandingCondition;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps the certificate of each node fresh: observe, decide, act, record. */
@ControllerConfiguration(
    name = "nodecertificate",
    triggerReconcilerOnAllEvents = true,
    generationAwareEventProcessing = false,
    informer = @Informer(onUpdateFilter = WakingChange.class))
public final class NodeCertificateReconciler implements Reconciler<NodeCertificate> {

  /**
   * The client takes an answer without a body for an object that is gone; no event would follow.
   */
  private static final Duration ABSENCE_RECHECK = Duration.ofSeconds(10);

  private static final Duration SHORTEST_DELAY = Duration.ofMillis(1);

  private final Observer observer;
  private final UploadFinder uploads;
  private final ServingFinder serving;
  private final ProxyRefresh refresh;
  private final OrderDriver orders;
  private final RecordKeeper records;
  private final RevocationFinalizer revocationFinalizer;
  private final PendingKeys keys;
  private final OrderLedger ledger;
  private final CachedOrders cachedOrders;
  private final DecisionExecutor executor;
  private final InstantSource clock;

  private final CachedConditions conditions = new CachedConditions();
  private volatile Optional<IndexedResourceCache<NodeCertificate>> certificates = Optional.empty();
  private final SimpleInboundEventSource<NodeCertificate> wakes = new SimpleInboundEventSource<>();
  private final RecreationEventSource<NodeCertificate> recreations = new RecreationEventSource<>();

  /** A reconciler that orders as the given accounts and proves by the given plugins. */
  public NodeCertificateReconciler(
      KubernetesClient client,
      SecretStore secrets,
      AcmeClient acme,
      AccountLogins logins,
      OrderLedger ledger,
      CachedOrders cachedOrders,
      CertificateSources sources,
      ChallengeProvers provers,
      ProxyAccess proxies,
      EventRecorder events,
      CertificateGauges gauges,
      String operatorNamespace,
      InstantSource clock) {
    var lookup = new NodeCertificateLookup(client);
    var inputs = new InputSecrets(secrets);
    this.uploads = new UploadFinder(inputs, sources.uploads(), clock);
    this.serving = new ServingFinder(proxies.probes());
    var signatures = new SignatureFinder(sources.authority(), sources.policy());
    this.observer =
        new Observer(
            client,
            secrets,
            lookup,
            uploads,
            signatures,
            new OutputFinder(inputs),
            operatorNamespace,
            clock);
    this.keys = new PendingKeys(secrets);
    this.ledger = ledger;
    this.cachedOrders = cachedOrders;
    this.clock = clock;
    var told = new CertificateEvents(events);
    this.refresh = new ProxyRefresh(proxies.refresh(), told);
    this.records = new RecordKeeper(provers.records(), provers.providers(), told, clock);
    var installer = new CertificateInstaller(secrets, keys, lookup, sources.maker(), clock);
    var locator = new ChallengeLocator(provers.dns(), provers.executor(), clock);
    var proofs = new ProofDriver(locator, provers.records(), provers.providers());
    var placement = new OrderPlacement(acme, ledger);
    this.orders = new OrderDriver(acme, placement, logins, keys, installer, proofs, clock);
    var revoker = new Revoker(acme, logins, clock);
    this.revocationFinalizer = new RevocationFinalizer(revoker, installer, told);
    this.executor =
        new DecisionExecutor(
            this::exceededBy,
            new OrderSteps(orders, records, ledger, told),
            new RevocationDriver(revoker, keys, installer, told),
            new RenewalInfoReader(acme, logins),
            installer,
            refresh,
            told,
            gauges);
  }

  @Override
  public List<EventSource<?, NodeCertificate>> prepareEventSources(
      EventSourceContext<NodeCertificate> context) {
    certificates = Optional.of(context.getPrimaryCache());
    recreations.lookInto(context.getPrimaryCache());
    return CertificateInputs.eventSources(
        context, List.of(wakes, recreations), cachedOrders, conditions);
  }

  /** How many NodeCertificates name a plugin; none before this reconciler has begun to watch. */
  public int usersOf(String plugin) {
    return certificates.map(cache -> CertificateInputs.usersOf(plugin, cache)).orElse(0);
  }

  /** What all objects say of themselves; nothing before this reconciler has begun to watch. */
  public Stream<StandingCondition> conditions() {
    return conditions.all();
  }

  @Override
  public UpdateControl<NodeCertificate> reconcile(
      NodeCertificate certificate, Context<NodeCertificate> context) {
    if (context.isPrimaryResourceDeleted()) {
      forget(certificate);
      return UpdateControl.noUpdate();
    }
    recreations.reconciled(certificate);
    return certificate.isMarkedForDeletion()
        ? cleanUp(certificate, context)
        : decide(certificate, context);
  }

  private void forget(NodeCertificate certificate) {
    recreations.deleted(certificate);
    orders.forget(certificate);
    ledger.abandon(certificate.getMetadata().getUid());
    records.forget(certificate);
    uploads.forget(certificate);
    serving.forget(certificate);
    refresh.forget(certificate);
    keys.abandon(certificate);
  }

  /** What a deletion waits for, and no longer than it has to. */
  private UpdateControl<NodeCertificate> cleanUp(
      NodeCertificate certificate, Context<NodeCertificate> context) {
    var finalizers = certificate.getMetadata().getFinalizers();
    var lookAgain = Optional.<Instant>empty();
    var run = run(certificate, context);
    if (finalizers.contains(RevocationFinalizer.NAME)) {
      var seen = observer.observeGoing(certificate, context);
      lookAgain = revocationFinalizer.cleanUp(seen, run.accounts(), run.writer());
    }
    if (finalizers.contains(RecordKeeper.FINALIZER)) {
      lookAgain = Moments.earlier(lookAgain, remove(run));
      records.settle(run.household(), run.writer());
    }
    return at(lookAgain);
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
    var observation = served(observer.observe(certificate, context));
    var decision = Planner.decide(observation, this::exceededBy);
    if (isSigned(observation, decision)) {
      return decideOnLiveSecret(certificate, context);
    }
    return isRare(decision)
        ? decideOnLiveObjects(certificate, context)
        : actAndTidy(observation, decision, context);
  }

  /**
   * Nobody is asked for what the cluster CA signs, so the Secret alone must not be another's. What
   * had one before may have been deleted with it.
   */
  private static boolean isSigned(Observation o, Decision decision) {
    return decision instanceof Decision.Sign
        && o.status().certificate() == null
        && o.desired().source().kind() == CertificateSource.ClusterCA;
  }

  private UpdateControl<NodeCertificate> decideOnLiveSecret(
      NodeCertificate certificate, Context<NodeCertificate> context) {
    var seen = served(observer.observeLiveSecret(certificate, context));
    var decision = Planner.decide(seen, this::exceededBy);
    return isRare(decision) && !isSigned(seen, decision)
        ? decideOnLiveObjects(certificate, context)
        : actAndTidy(seen, decision, context);
  }

  private Observation served(Observation o) {
    return o.with(serving.find(o, () -> wake(o.certificate())));
  }

  private Optional<LimitExceeded> exceededBy(Observation o) {
    return ledger.wouldExceed(o.desired().owner().uid(), OrderIntents.of(o));
  }

  private static boolean isRare(Decision decision) {
    return switch (decision) {
      case Decision.StartOrder _,
          Decision.TakeUpRenewal _,
          Decision.Mend _,
          Decision.Revoke _,
          Decision.Sign _,
          Decision.Install _ ->
          true;
      default -> false;
    };
  }

  /** No order is made, and nothing mended, on what a cache says. */
  private UpdateControl<NodeCertificate> decideOnLiveObjects(
      NodeCertificate certificate, Context<NodeCertificate> context) {
    return observer
        .observeLive(certificate, context)
        .map(this::served)
        .map(live -> actAndTidy(live, Planner.decide(live, this::exceededBy), context))
        .orElseGet(() -> after(ABSENCE_RECHECK));
  }

  /** What records are gone is known before a status is written, so that one write tells both. */
  private UpdateControl<NodeCertificate> actAndTidy(
      Observation o, Decision decision, Context<NodeCertificate> context) {
    var run = run(o.certificate(), context);
    revocationFinalizer.hold(o, decision, run.writer());
    var hadOrder = run.writer().running().isPresent();
    tidy(o, decision, run);
    var goOn = executor.act(o, decision, run);
    if (hadOrder && run.writer().running().isEmpty()) {
      ledger.abandon(o.desired().owner().uid());
    }
    var lookAgain = tidy(o, decision, run);
    if (!isOrdering(decision, run)) {
      records.settle(run.household(), run.writer());
    }
    return at(
        Moments.earlier(
            Moments.earlier(goOn, lookAgain),
            run.writer().bringsAnotherThan(o)
                ? Optional.of(clock.instant())
                : o.serving().nextLook()));
  }

  /** Its end, which is near, tells of the records too. */
  private static boolean isOrdering(Decision decision, Run run) {
    return switch (decision) {
      case Decision.Sign _, Decision.StartOrder _, Decision.ContinueOrder _ ->
          run.writer().running().isPresent();
      default -> false;
    };
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

  private UpdateControl<NodeCertificate> at(Optional<Instant> moment) {
    return moment
        .map(at -> after(Duration.between(clock.instant(), at)))
        .orElseGet(UpdateControl::noUpdate);
  }

  private static UpdateControl<NodeCertificate> after(Duration delay) {
    return UpdateControl.<NodeCertificate>noUpdate()
        .rescheduleAfter(delay.compareTo(SHORTEST_DELAY) < 0 ? SHORTEST_DELAY : delay);
  }
}
