package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.TestEnvironment;
import dev.nodecert.testenv.TestNamespace;
import org.junit.jupiter.api.Test;

/** Two replicas on a cluster of their own: one works, the other answers and takes over. */
@TestEnvironment
class ReplicasIT {

  @Test
  void anOrderOutlivesTheReplicaThatBeganItAndIsAnsweredByTheOther(
      @PebbleWith(authorizationReusePercent = 0) Pebble pebble) {
    try (var cluster = Cluster.start();
        var namespace = TestNamespace.create(cluster.client(), "replicas");
        var first = RunningOperator.startReplica(cluster, "first");
        var second = RunningOperator.startReplica(cluster, "second");
        var scenario = new Scenario(cluster.client(), second, pebble, namespace);
        var gate = scenario.gate("pve1.restart.example.com")) {
      scenario.apply("account.yaml");
      scenario.awaitAccount(Expect.registered());
      scenario.apply("restart-domain.yaml");
      scenario.awaitCertificate("pve1", ReplicasIT::isProving);

      first.stop();
      gate.open();
      scenario.awaitCertificate("pve1", Expect.ready());

      assertThat(scenario.events("OrderCreated")).hasSize(1);
      assertThat(scenario.proxy().requests()).isNotEmpty();
      assertThat(scenario.secret("pve1-pending-key")).isEmpty();
    }
  }

  private static boolean isProving(NodeCertificate certificate) {
    return certificate.getStatus() != null
        && certificate.getStatus().issuance() != null
        && !certificate.getStatus().issuance().names().isEmpty();
  }
}
