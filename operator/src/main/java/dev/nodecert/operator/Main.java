package dev.nodecert.operator;

import dev.nodecert.operator.OperatorConfiguration.DnsApiScripts;
import dev.nodecert.operator.OperatorConfiguration.LeaderElectionTimes;
import dev.nodecert.operator.OperatorConfiguration.Role;
import dev.nodecert.operator.authority.AuthorityConfiguration;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The operator's command line. */
@Command(
    name = "nodecert-operator",
    description = {
      "Keeps the certificates of nodes fresh: watches AcmeAccounts and NodeCertificates and writes"
          + " the Secrets that the nodes' proxies mount.",
      "It speaks to the cluster of its service account, or else of the current kubeconfig."
    },
    footer = {
      "",
      "Every option can be set by an environment variable as well: --watch-namespaces by"
          + " NODECERT_WATCH_NAMESPACES, and so on; the option wins."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.ImplementationVersion.class,
    defaultValueProvider = EnvironmentDefaults.class,
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class Main implements Callable<Integer> {

  private static final int LEASE_LOST = 3;
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  @Option(
      names = "--role",
      paramLabel = "all|operator|solver|dnsapi",
      defaultValue = "all",
      description =
          "What this process is: the operator with its http-01 solver, the operator without, the"
              + " solver alone, which faces the internet and needs no right to any Secret, or dnsapi,"
              + " which runs acme.sh's scripts and speaks to no cluster. Default: ${DEFAULT-VALUE}.")
  private Role role = Role.all;

  @Spec private @Nullable CommandSpec command;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description =
          "The operator's own namespace, where the accounts' Secrets and its Lease are. Default:"
              + " the service account's, else nodecert.")
  private Optional<String> namespace = Optional.empty();

  @Option(
      names = "--watch-namespaces",
      split = ",",
      paramLabel = "NAME",
      description = "The namespaces whose NodeCertificates are looked after. Default: all.")
  private List<String> watchedNamespaces = List.of();

  @Option(
      names = "--solver-address",
      paramLabel = "HOST:PORT",
      defaultValue = "0.0.0.0:8089",
      description = "Where http-01 challenges are answered. Default: ${DEFAULT-VALUE}.")
  private InetSocketAddress solverAddress = anyPort();

  @Option(
      names = "--management-address",
      paramLabel = "HOST:PORT",
      defaultValue = "0.0.0.0:8080",
      description = "Where /healthz, /readyz and /metrics are served. Default: ${DEFAULT-VALUE}.")
  private InetSocketAddress managementAddress = anyPort();

  @Option(
      names = "--leader-election",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether several replicas agree on one that works. Default: ${DEFAULT-VALUE}.")
  private boolean leaderElection = true;

  @Option(
      names = "--identity",
      paramLabel = "NAME",
      description =
          "Which replica this is; no two may have the same. One that comes back under its name takes"
              + " its own Lease up again at once. Default: in a cluster the pod's name, else"
              + " something random.")
  private Optional<String> identity = Optional.empty();

  @Option(
      names = "--lease-duration",
      paramLabel = "DURATION",
      defaultValue = "15s",
      description = "How long a silent leader is waited for. Default: ${DEFAULT-VALUE}.")
  private Duration leaseDuration = Duration.ofSeconds(15);

  @Option(
      names = "--renew-deadline",
      paramLabel = "DURATION",
      defaultValue = "10s",
      description =
          "How long a leader tries to renew its Lease before it gives up. Default:"
              + " ${DEFAULT-VALUE}.")
  private Duration renewDeadline = Duration.ofSeconds(10);

  @Option(
      names = "--retry-period",
      paramLabel = "DURATION",
      defaultValue = "2s",
      description = "The pause between looks at the Lease. Default: ${DEFAULT-VALUE}.")
  private Duration retryPeriod = Duration.ofSeconds(2);

  @Mixin private DnsApiOptions dnsApi = new DnsApiOptions();

  @Option(
      names = "--cluster-ca",
      paramLabel = "FILE",
      description =
          "A file in YAML that says how the cluster CA is made, which names it signs for whom, and who"
              + " is to trust it; see docs/cluster-ca.md. Default: ECDSA P-384, ten years, no names"
              + " but those of each namespace's Services.")
  private AuthorityConfiguration clusterCA = AuthorityConfiguration.DEFAULT;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "32",
      description = "How many objects are worked on at once. Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Option(
      names = "--grace-period",
      paramLabel = "DURATION",
      defaultValue = "10s",
      description =
          "How long a stop waits for what is at work. Default: ${DEFAULT-VALUE}; keep the pod's"
              + " terminationGracePeriodSeconds above it.")
  private Duration gracePeriod = Duration.ofSeconds(10);

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "How log lines look. Default: ${DEFAULT-VALUE}.")
  private LogFormat logFormat = LogFormat.text;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "error, warn, info, debug or trace. Default: ${DEFAULT-VALUE}.")
  private LogLevel logLevel = LogLevel.info;

  private enum LogFormat {
    text,
    json
  }

  private enum LogLevel {
    error,
    warn,
    info,
    debug,
    trace
  }

  /** Runs until the process is told to end. */
  public static void main(String... arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .addSubcommand(new ReleaseFinalizers(Clock.systemUTC()))
        .registerConverter(InetSocketAddress.class, SocketAddressConverter::parse)
        .registerConverter(Duration.class, DurationConverter::parse)
        .registerConverter(AuthorityConfiguration.class, ClusterCAFile::read);
  }

  @Override
  public Integer call() throws InterruptedException {
    // Read by logback.xml when the first logger is asked for, which is below.
    System.setProperty("nodecert.log.format", logFormat.name());
    System.setProperty("nodecert.log.level", logLevel.name());
    HttpServerLimits.set();
    if (role == Role.dnsapi) {
      run(dnsApiService());
      return CommandLine.ExitCode.OK;
    }
    var scripts = scripts();
    var fence = new LeaseFence(leaseDuration, System::nanoTime, Main::leaseLost);
    try (var client = client(fence)) {
      run(service(client, scripts, fence));
    }
    return CommandLine.ExitCode.OK;
  }

  private Service dnsApiService() {
    try {
      return new DnsApiService(
          scripts().orElseThrow(), dnsApi.requiredSocket(), managementAddress, gracePeriod);
    } catch (IllegalArgumentException e) {
      throw refusal(e);
    }
  }

  private Optional<DnsApiScripts> scripts() {
    try {
      return dnsApi.scripts(role, System.getenv());
    } catch (IllegalArgumentException e) {
      throw refusal(e);
    }
  }

  private ParameterException refusal(IllegalArgumentException reason) {
    return new ParameterException(
        Objects.requireNonNull(command).commandLine(), String.valueOf(reason.getMessage()), reason);
  }

  private static void run(Service service) throws InterruptedException {
    var ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  LoggerFactory.getLogger(Main.class).info("stopping");
                  service.close();
                  ended.countDown();
                },
                "shutdown"));
    service.start();
    LoggerFactory.getLogger(Main.class).info("started");
    ended.await();
  }

  private Service service(
      KubernetesClient client, Optional<DnsApiScripts> scripts, LeaseFence fence) {
    var configuration = configuration(client.getConfiguration(), scripts);
    return role == Role.solver
        ? new SolverService(configuration, client)
        : new NodeCertOperator(configuration, client, Clock.systemUTC(), fence, Main::leaseLost);
  }

  /** At once: whatever we would still do, another replica may be doing too. */
  private static void leaseLost() {
    Runtime.getRuntime().halt(LEASE_LOST);
  }

  private static KubernetesClient client(LeaseFence fence) {
    var version = String.valueOf(new ImplementationVersion().getVersion()[0]);
    var config = new ConfigBuilder(Config.autoConfigure(null)).withUserAgent(version).build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientBuilderConsumer(http -> {
          http.addOrReplaceInterceptor(BodyTimeout.NAME, new BodyTimeout(ANSWER_TIMEOUT));
          http.addOrReplaceInterceptor(FencedRequests.NAME, new FencedRequests(fence));
        })
        .build();
  }

  private OperatorConfiguration configuration(Config cluster, Optional<DnsApiScripts> scripts) {
    return new OperatorConfiguration(
        role,
        namespace.orElseGet(() -> ownNamespace(cluster)),
        Set.copyOf(watchedNamespaces),
        workers,
        identity.orElseGet(Main::ownIdentity),
        leaderElection
            ? Optional.of(new LeaderElectionTimes(leaseDuration, renewDeadline, retryPeriod))
            : Optional.empty(),
        solverAddress,
        managementAddress,
        scripts,
        clusterCA,
        gracePeriod);
  }

  /** A pod runs one operator at a time; on another machine there may be any number. */
  private static String ownIdentity() {
    var host = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("local");
    return System.getenv("KUBERNETES_SERVICE_HOST") == null ? host + "_" + UUID.randomUUID() : host;
  }

  private static String ownNamespace(Config cluster) {
    var inPod = cluster.getNamespace();
    return cluster.getOauthTokenProvider() == null || inPod == null ? "nodecert" : inPod;
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(0);
  }

  /** The version that the build wrote into the jar. */
  static final class ImplementationVersion implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"nodecert-operator/" + (version == null ? "development" : version)};
    }
  }
}
