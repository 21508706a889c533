package dev.nodecert.operator.testing;

import dev.nodecert.operator.NodeCertOperator;
import dev.nodecert.operator.OperatorConfiguration;
import dev.nodecert.testenv.Cluster;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** An operator in this JVM. */
public final class RunningOperator implements AutoCloseable {

  /** The operator's own namespace. */
  public static final String NAMESPACE = "nodecert";

  /** The start of its requests' User-Agent in the audit log. */
  public static final String USER_AGENT = "nodecert-operator/test";

  private final KubernetesClient client;
  private final NodeCertOperator operator;

  private RunningOperator(KubernetesClient client, NodeCertOperator operator) {
    this.client = client;
    this.operator = operator;
  }

  /** Starts an operator; returns once it works. */
  public static RunningOperator start(Cluster cluster) {
    ensureNamespace(cluster.client());
    var config =
        new ConfigBuilder(cluster.client().getConfiguration()).withUserAgent(USER_AGENT).build();
    var client = new KubernetesClientBuilder().withConfig(config).build();
    var operator =
        new NodeCertOperator(
            configuration(),
            client,
            Clock.systemUTC(),
            () -> {
              throw new IllegalStateException("there is no Lease to lose");
            });
    operator.start();
    return new RunningOperator(client, operator);
  }

  private static void ensureNamespace(KubernetesClient client) {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .serverSideApply();
  }

  private static OperatorConfiguration configuration() {
    return new OperatorConfiguration(
        NAMESPACE,
        Set.of(),
        16,
        "test",
        Optional.empty(),
        anyPort(),
        anyPort(),
        Duration.ofSeconds(5));
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

  @Override
  public void close() {
    operator.close();
    client.close();
  }
}
