package dev.nodecert.operator.testing;

import dev.nodecert.operator.FencedRequests;
import dev.nodecert.operator.LeaseFence;
import dev.nodecert.operator.NodeCertOperator;
import dev.nodecert.operator.OperatorConfiguration;
import dev.nodecert.operator.OperatorConfiguration.DnsApiScripts;
import dev.nodecert.operator.OperatorConfiguration.LeaderElectionTimes;
import dev.nodecert.operator.OperatorConfiguration.Role;
import dev.nodecert.operator.authority.AuthorityConfiguration;
import dev.nodecert.operator.dnsapi.ScriptEnvironment;
import dev.nodecert.operator.plugin.Scripts.Unsafe;
import dev.nodecert.testenv.AcmeSh;
import dev.nodecert.testenv.Cluster;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** An operator in this JVM, with the rights that it is shipped with. */
public final class RunningOperator implements AutoCloseable {

  /** The operator's own namespace. */
  public static final String NAMESPACE = "nodecert";

  /** The start of its requests' User-Agent in the audit log. */
  public static final String USER_AGENT = "nodecert-operator/test";

  /** Longer than any test, so that only a Lease that is given away changes hands. */
  private static final LeaderElectionTimes QUICK_ELECTION =
      new LeaderElectionTimes(Duration.ofMinutes(5), Duration.ofMinutes(4), Duration.ofMillis(200));

  /** Renewed too rarely for a test to see it. */
  private static final LeaderElectionTimes SLOW_ELECTION =
      new LeaderElectionTimes(Duration.ofMinutes(5), Duration.ofMinutes(4), Duration.ofMinutes(1));

  private final Cluster cluster;
  private final KubernetesClient client;
  private final NodeCertOperator operator;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private RunningOperator(Cluster cluster, KubernetesClient client, NodeCertOperator operator) {
    this.cluster = cluster;
    this.client = client;
    this.operator = operator;
  }

  /**
   * Starts an operator without leader election; returns once it works.
   *
   * @param programs a folder with what scripts need and the machine may lack
   */
  public static RunningOperator start(Cluster cluster, Path programs) {
    var path = programs + ":" + ScriptEnvironment.ofSystem().path();
    return start(
        cluster, fence(), configuration("test", Optional.empty(), Optional.of(scripts(path))));
  }

  /** Starts one of several replicas; returns once it works or stands by. */
  public static RunningOperator startReplica(Cluster cluster, String identity) {
    return start(cluster, fence(), replica(identity, QUICK_ELECTION));
  }

  /** Starts a leader whose Lease runs by another clock, and is not renewed for a minute. */
  public static RunningOperator startLeader(Cluster cluster, LeaseFence fence) {
    return start(cluster, fence, replica("leader", SLOW_ELECTION));
  }

  private static LeaseFence fence() {
    return new LeaseFence(
        QUICK_ELECTION.leaseDuration(), System::nanoTime, RunningOperator::leaseLost);
  }

  private static RunningOperator start(
      Cluster cluster, LeaseFence fence, OperatorConfiguration configuration) {
    var config = ShippedRights.on(cluster).operator().withUserAgent(USER_AGENT).build();
    var client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientBuilderConsumer(http ->
                http.addOrReplaceInterceptor(FencedRequests.NAME, new FencedRequests(fence)))
            .build();
    var operator =
        new NodeCertOperator(
            configuration, client, Clock.systemUTC(), fence, RunningOperator::leaseLost);
    operator.start();
    return new RunningOperator(cluster, client, operator);
  }

  private static void leaseLost() {
    throw new IllegalStateException("the Lease was lost");
  }

  /** Makes the operator's own namespace. */
  public static void ensureNamespace(KubernetesClient client) {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .serverSideApply();
  }

  private static OperatorConfiguration replica(String identity, LeaderElectionTimes times) {
    return configuration(identity, Optional.of(times), Optional.empty());
  }

  private static OperatorConfiguration configuration(
      String identity,
      Optional<LeaderElectionTimes> leaderElection,
      Optional<DnsApiScripts> scripts) {
    return new OperatorConfiguration(
        Role.all,
        NAMESPACE,
        Set.of(),
        16,
        identity,
        leaderElection,
        anyPort(),
        anyPort(),
        scripts,
        AuthorityConfiguration.DEFAULT,
        Duration.ofSeconds(5));
  }

  private static DnsApiScripts scripts(String path) {
    return new DnsApiScripts(
        AcmeSh.provide().home(), 8, Unsafe.REFUSED, path, List.of(), Optional.empty());
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** Where nodes' proxies forward challenges to. */
  public URI solver() {
    return uri(operator.solverAddress());
  }

  /** Where probes and metrics are served. */
  public URI management() {
    return uri(operator.managementAddress());
  }

  private static URI uri(InetSocketAddress address) {
    return URI.create("http://127.0.0.1:" + address.getPort());
  }

  /** Stops it as SIGTERM would. */
  public void stop() {
    if (stopped.compareAndSet(false, true)) {
      operator.close();
      client.close();
      ShippedRights.on(cluster).assertEnough();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
