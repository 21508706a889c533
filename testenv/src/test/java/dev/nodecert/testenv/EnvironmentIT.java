package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Test;

@TestEnvironment
class EnvironmentIT {

  private final Cluster cluster;
  private final TestNamespace namespace;

  EnvironmentIT(Cluster cluster, TestNamespace namespace) {
    this.cluster = cluster;
    this.namespace = namespace;
  }

  @Test
  void constructorAndMethodShareWhatBelongsToTheTest(
      TestNamespace sameNamespace, Cluster sameCluster, KubernetesClient client) {
    assertThat(sameNamespace).isSameAs(namespace);
    assertThat(sameCluster).isSameAs(cluster);
    assertThat(client).isSameAs(cluster.client());
  }

  @Test
  void theNamespaceIsNamedAfterTheTest() {
    assertThat(namespace.name()).matches("environmentit-[0-9a-f]{8}");
    assertThat(cluster.client().namespaces().withName(namespace.name()).get()).isNotNull();
  }

  @Test
  void anotherTestHasAnotherNamespace() {
    try (var other = TestNamespace.create(cluster.client(), "Another Test")) {
      assertThat(other.name()).startsWith("another-test-");
    }
  }

  @Test
  void anUnknownKindOfClusterIsAnError() {
    System.setProperty("cluster", "moon");
    try {
      assertThatIllegalArgumentException()
          .isThrownBy(Cluster::start)
          .withMessage("-Dcluster=moon is no kind of cluster; there are: local, node, k3s");
    } finally {
      System.clearProperty("cluster");
    }
  }
}
