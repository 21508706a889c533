package dev.nodecert.testenv;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/** A Kubernetes cluster with the project's CRDs, as its administrator sees it. */
public interface Cluster extends AutoCloseable {

  /**
   * Starts the kind of cluster that {@code -Dcluster=…} names: {@code local} (the default) is an
   * API server with its controllers, and no node; the others are those of {@link PodCluster}.
   *
   * @throws IllegalStateException when it cannot be had on this machine, with what is missing
   */
  static Cluster start() {
    return start(System.getProperty("cluster", "local"));
  }

  /**
   * The same, but by default K3s where a Docker daemon can pull its image: for people, who have it
   * sooner than an API server that has to be built.
   */
  static Cluster startPreferred() {
    return start(System.getProperty("cluster", K3sCluster.canStart() ? "k3s" : "local"));
  }

  private static Cluster start(String kind) {
    return switch (kind) {
      case "local" -> LocalCluster.start(Project.find());
      case "node", "k3s" -> withCrds(PodCluster.start());
      default ->
          throw new IllegalArgumentException(
              "-Dcluster=%s is no kind of cluster; there are: local, node, k3s".formatted(kind));
    };
  }

  private static Cluster withCrds(PodCluster cluster) {
    try {
      cluster.install(Project.find().crds());
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** A client with every right, closed with the cluster. */
  KubernetesClient client();

  /** A kubeconfig file with every right, for other programs. */
  Path kubeconfig();

  /** TLS that trusts the API server and no other. */
  SSLContext tls();

  /** Every request that the API server has answered. */
  AuditLog audit();

  /**
   * Runs kubectl with every right.
   *
   * @return what it printed
   * @throws IllegalStateException with its error output, when it fails
   */
  String kubectl(String... arguments);

  @Override
  void close();
}
