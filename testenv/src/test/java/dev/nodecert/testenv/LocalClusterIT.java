package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@TestEnvironment
class LocalClusterIT {

  @Test
  void starts(Cluster cluster, Pebble pebble, TestNamespace namespace) {
    assertThat(cluster.kubectl("get", "ns")).contains(namespace.name());
    assertThat(pebble.roots()).hasSize(1);
    System.out.println(cluster.audit().all());
  }
}
