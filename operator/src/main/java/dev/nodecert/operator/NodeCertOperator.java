package dev.nodecert.operator;

import dev.nodecert.operator.OperatorConfiguration.DnsApiScripts;
import dev.nodecert.operator.OperatorConfiguration.Role;
import dev.nodecert.operator.account.AccountLogins;
import dev.nodecert.operator.account.AcmeAccountReconciler;
import dev.nodecert.operator.acme.AcmeClient;
import dev.nodecert.operator.authority.CertificateMaker;
import dev.nodecert.operator.authority.ClusterAuthority;
import dev.nodecert.operator.authority.NamePolicy;
import dev.nodecert.operator.certificate.CachedOrders;
import dev.nodecert.operator.certificate.CertificateSources;
import dev.nodecert.operator.certificate.ChallengeProvers;
import dev.nodecert.operator.certificate.NodeCertificateReconciler;
import dev.nodecert.operator.certificate.ProxyAccess;
import dev.nodecert.operator.challenge.dns01.ChallengeRecords;
import dev.nodecert.operator.challenge.http01.Http01Solver;
import dev.nodecert.operator.dns.AuthoritativeDns;
import dev.nodecert.operator.dns.DnsUpdates;
import dev.nodecert.operator.dnsapi.DnsApis;
import dev.nodecert.operator.dnsapi.ScriptRunner;
import dev.nodecert.operator.dnsapi.remote.RemoteScriptRunner;
import dev.nodecert.operator.event.EventRecorder;
import dev.nodecert.operator.health.ManagementServer;
import dev.nodecert.operator.limits.LedgerConfigMap;
import dev.nodecert.operator.limits.OrderLedger;
import dev.nodecert.operator.metrics.OperatorMetrics;
import dev.nodecert.operator.metrics.ScriptMetrics;
import dev.nodecert.operator.plugin.AcmePluginReconciler;
import dev.nodecert.operator.plugin.DnsProviders;
import dev.nodecert.operator.plugin.Scripts;
import dev.nodecert.operator.probe.EndpointAddresses;
import dev.nodecert.operator.probe.ServingProbes;
import dev.nodecert.operator.refresh.PodRefresh;
import dev.nodecert.operator.secret.SecretStore;
import dev.nodecert.operator.upload.CheckPool;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.javaoperatorsdk.operator.processing.retry.Retry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator, whole: what is made of what, started and stopped in order. */
public final class NodeCertOperator implements Service {

  private static final Logger LOG = LoggerFactory.getLogger(NodeCertOperator.class);

  static final String FIELD_MANAGER = "nodecert-operator";

  /** One write a minute, however many orders there are. */
  private static final Duration LEDGER_DELAY = Duration.ofMinutes(1);

  private static final int UPLOAD_CHECKS = 2;
  private static final Duration UPLOAD_PATIENCE = Duration.ofSeconds(1);
  private static final Duration AUTHORITY_CHECKS = Duration.ofHours(1);

  private final OperatorConfiguration configuration;
  private final KubernetesClient client;
  private final InstantSource clock;
  private final ExecutorService events = Executors.newVirtualThreadPerTaskExecutor();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final OperatorMetrics metrics = new OperatorMetrics(registry);
  private final ExecutorService lookUps = Executors.newVirtualThreadPerTaskExecutor();
  private final AcmeClient acme;
  private final AuthoritativeDns dns = new AuthoritativeDns();
  private final ChallengeRecords challengeRecords;
  private final Optional<Scripts> scripts;
  private final CachedOrders cachedOrders = new CachedOrders();
  private final OrderLedger ledger;
  private final CertificateSources sources;
  private final ProxyAccess proxies;
  private final ScheduledExecutorService tending =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("cluster-ca").factory());
  private final LeaderElection leaderElection;
  private final Optional<Http01Solver> solver;
  private final Operator operator;
  private final ManagementServer management;

  /**
   * An operator that is wired and not yet started.
   *
   * @param fence of the client's, which is asked before each request to a CA as well
   * @param onLeaseLost runs when another replica may be at work beside this one
   */
  public NodeCertOperator(
      OperatorConfiguration configuration,
      KubernetesClient client,
      InstantSource clock,
      LeaseFence fence,
      Runnable onLeaseLost) {
    this.configuration = configuration;
    this.client = client;
    this.clock = clock;
    this.acme = new AcmeClient(new FencedExchanges(fence, metrics), clock);
    this.challengeRecords = new ChallengeRecords(dns, clock);
    this.scripts = configuration.dnsApiScripts().map(this::scripts);
    this.ledger =
        new OrderLedger(
            new LedgerConfigMap(client, configuration.namespace(), FIELD_MANAGER),
            cachedOrders,
            Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("order-ledger").factory()),
            LEDGER_DELAY,
            clock);
    this.sources =
        new CertificateSources(
            ClusterAuthority.of(
                client,
                FIELD_MANAGER,
                configuration.namespace(),
                configuration.authority(),
                cachedOrders::signedCertificatesExist,
                metrics.authority()),
            new NamePolicy(configuration.authority().grants()),
            new CertificateMaker(new SecureRandom()),
            CheckPool.start(clock, UPLOAD_CHECKS, UPLOAD_PATIENCE));
    this.proxies =
        new ProxyAccess(
            ServingProbes.of(client, new EndpointAddresses(), clock),
            new PodRefresh(client, FIELD_MANAGER));
    this.leaderElection =
        new LeaderElection(
            client, configuration.namespace(), configuration.identity(), onLeaseLost);
    this.solver =
        Optional.of(configuration)
            .filter(c -> c.role() == Role.all)
            .map(c -> new Http01Solver(client, c.watchedNamespaces(), c.solverAddress(), metrics));
    this.operator = new Operator(this::configure);
    var certificates = register();
    var page =
        new MetricsPage(
            registry, metrics.objects(), certificates::conditions, cachedOrders, ledger);
    this.management =
        new ManagementServer(configuration.managementAddress(), this::isReady, page::text);
  }

  private Scripts scripts(DnsApiScripts wanted) {
    var runner =
        wanted
            .socket()
            .<ScriptRunner>map(RemoteScriptRunner::new)
            .orElseGet(() -> DnsApiService.runner(wanted, new ScriptMetrics(registry)));
    return new Scripts(new DnsApis(wanted.home()), runner, wanted.unsafe());
  }

  private void configure(ConfigurationServiceOverrider sdk) {
    sdk.withKubernetesClient(client)
        .withCloseClientOnStop(false)
        .withResourceCloner(new CacheSharing())
        .withMetrics(metrics)
        .withExecutorService(
            Executors.newFixedThreadPool(
                configuration.workers(), Thread.ofVirtual().name("reconcile-", 0).factory()))
        .withReconciliationTerminationTimeout(configuration.gracePeriod());
    configuration
        .leaderElection()
        .map(leaderElection::configuration)
        .ifPresent(sdk::withLeaderElectionConfiguration);
  }

  private NodeCertificateReconciler register() {
    var secrets = new SecretStore(client, FIELD_MANAGER);
    var logins = new AccountLogins(client, secrets, acme, configuration.namespace());
    var recorder = new EventRecorder(client, events, configuration.identity(), clock);
    operator.register(
        new AcmeAccountReconciler(
            client,
            secrets,
            acme,
            logins,
            recorder,
            configuration.namespace(),
            configuration.watchedNamespaces(),
            clock),
        controller -> controller.withFieldManager(FIELD_MANAGER).withRetry(untilItWorks()));
    var providers =
        new DnsProviders(secrets, configuration.namespace(), new DnsUpdates(clock), scripts, clock);
    var certificates =
        new NodeCertificateReconciler(
            client,
            secrets,
            acme,
            logins,
            ledger,
            cachedOrders,
            sources,
            new ChallengeProvers(dns, challengeRecords, providers, lookUps),
            proxies,
            recorder,
            metrics.certificates(),
            configuration.namespace(),
            clock);
    operator.register(
        new AcmePluginReconciler(
            providers, metrics.plugins(), certificates::usersOf, configuration.namespace(), clock),
        controller -> controller.withFieldManager(FIELD_MANAGER).withRetry(untilItWorks()));
    operator.register(
        certificates,
        controller -> {
          controller.withFieldManager(FIELD_MANAGER).withRetry(untilItWorks());
          if (!configuration.watchedNamespaces().isEmpty()) {
            controller.settingNamespaces(configuration.watchedNamespaces());
          }
        });
    return certificates;
  }

  /** For what should not happen: the API server was away, or a defect of ours. */
  private static Retry untilItWorks() {
    return new GenericRetry()
        .setInitialInterval(Duration.ofMillis(500))
        .setIntervalMultiplier(2)
        .setMaxInterval(Duration.ofMinutes(1).toMillis())
        .withoutMaxAttempts();
  }

  @Override
  public void start() {
    solver.ifPresent(Http01Solver::start);
    operator.start();
    var _ =
        tending.scheduleWithFixedDelay(
            this::tendAuthority, 1, AUTHORITY_CHECKS.toMinutes(), TimeUnit.MINUTES);
  }

  /** The CA has a roll-over that nobody else would begin. */
  private void tendAuthority() {
    if (configuration.leaderElection().isPresent() && !leaderElection.isLeading()) {
      return;
    }
    try {
      sources.authority().tend(clock.instant());
    } catch (RuntimeException e) {
      // The executor would never look again.
      LOG.error("the cluster CA was not looked at", e);
    }
  }

  private boolean isReady() {
    var runtime = operator.getRuntimeInfo();
    return runtime.isStarted()
        && runtime.allEventSourcesAreHealthy()
        && solver.map(Http01Solver::isHealthy).orElse(true);
  }

  /** Where the solver listens; this process must be one. */
  public InetSocketAddress solverAddress() {
    return solver.orElseThrow().address();
  }

  /** Where probes and metrics are served. */
  public InetSocketAddress managementAddress() {
    return management.address();
  }

  /** Stops: lets what is at work come to its next safe point, then gives the Lease away. */
  @Override
  public void close() {
    leaderElection.stopping();
    operator.stop();
    ledger.close();
    sources.uploads().close();
    proxies.probes().close();
    tending.shutdownNow();
    leaderElection.release();
    solver.ifPresent(Http01Solver::close);
    challengeRecords.close();
    scripts.ifPresent(installed -> installed.runner().close());
    lookUps.shutdownNow();
    events.close();
    acme.close();
    management.close();
  }
}
