package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.LeaseFence;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.TestEnvironment;
import dev.nodecert.testenv.TestNamespace;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two replicas on a cluster of their own: one works, the other answers and takes over. */
@TestEnvironment
class ReplicasIT {

  private static final Duration LEASE = Duration.ofMinutes(5);

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

  /** It was paused for longer than its Lease, and its election does not know yet. */
  @Test
  void aLeaderWhoseLeaseHasRunOutChangesNothing(Pebble pebble) {
    var elapsed = new AtomicLong();
    var refusals = new AtomicInteger();
    var fence = new LeaseFence(LEASE, elapsed::get, () -> refuse(refusals));
    try (var cluster = Cluster.start();
        var namespace = TestNamespace.create(cluster.client(), "paused");
        var leader = RunningOperator.startLeader(cluster, fence);
        var scenario = new Scenario(cluster.client(), leader, pebble, namespace)) {
      scenario.serve("pve1.one.example.com").apply("account.yaml");
      scenario.awaitAccount(Expect.registered());

      elapsed.set(LEASE.plusNanos(1).toNanos());
      var mark = cluster.audit().mark();
      scenario.apply("one-domain.yaml");
      Awaitility.await().dontCatchUncaughtExceptions().until(() -> refusals.get() > 1);

      assertThat(
              cluster
                  .audit()
                  .since(mark)
                  .byUserAgent(RunningOperator.USER_AGENT)
                  .writes()
                  .inNamespace(namespace.name())
                  .size())
          .isZero();
      assertThat(scenario.proxy().requests()).isEmpty();
      elapsed.set(0);
    }
  }

  private static void refuse(AtomicInteger refusals) {
    refusals.incrementAndGet();
    throw new IllegalStateException("the Lease has run out");
  }

  private static boolean isProving(NodeCertificate certificate) {
    return certificate.getStatus() != null
        && certificate.getStatus().issuance() != null
        && !certificate.getStatus().issuance().names().isEmpty();
  }
}
