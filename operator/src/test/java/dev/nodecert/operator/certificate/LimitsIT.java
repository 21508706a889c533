package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.ConditionStatus;
import dev.nodecert.operator.condition.ConditionType;
import dev.nodecert.operator.condition.Conditions;
import dev.nodecert.operator.limits.LedgerConfigMap;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.TestEnvironment;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the CA allows is counted over deletions and restarts. */
@TestEnvironment
class LimitsIT {

  @Test
  void neitherADeletionNorAnotherLeaderBeginsTheCountAnew(Pebble pebble) {
    try (var cluster = Cluster.start();
        var namespace = TestNamespace.create(cluster.client(), "limits");
        var first = RunningOperator.startReplica(cluster, "first");
        var second = RunningOperator.startReplica(cluster, "second");
        var scenario = new Scenario(cluster.client(), second, pebble, namespace)) {
      scenario.serve("pve1.limited.example.com").apply("account-with-limits.yaml");
      issueAndDelete(scenario);
      issueAndDelete(scenario);

      first.stop();
      assertThat(ledger(cluster.client())).contains("604800 ");
      scenario.apply("limited-domain.yaml");
      assertThatItWaits(scenario);

      scenario.apply("account-with-limits.yaml", text -> text.replace("count: 2", "count: 3"));
      scenario.awaitCertificate("pve1", Expect.ready());
    }
  }

  private static void issueAndDelete(Scenario scenario) {
    scenario.apply("limited-domain.yaml");
    scenario.awaitCertificate("pve1", Expect.ready());
    scenario.deleteCertificate("pve1");
    Awaitility.await().until(() -> scenario.certificate("pve1").isEmpty());
    scenario.deleteSecret("pve1-tls");
  }

  private static String ledger(KubernetesClient client) {
    var configMap =
        client
            .configMaps()
            .inNamespace(RunningOperator.NAMESPACE)
            .withName(LedgerConfigMap.NAME)
            .require();
    return Objects.requireNonNull(configMap.getData().get("ledger"));
  }

  private static void assertThatItWaits(Scenario scenario) {
    var waiting = scenario.awaitCertificate("pve1", Expect.notReady("LimitReached"));
    var failure = Objects.requireNonNull(waiting.getStatus().failure());
    assertThat(failure.message()).contains("2 certificates for exactly the same names in 168h");
    assertThat(Duration.between(failure.at(), failure.retryAt()))
        .isBetween(Duration.ofDays(6), Duration.ofDays(8));
    assertThat(Conditions.find(waiting.getStatus().conditions(), ConditionType.STALLED))
        .map(condition -> condition.status())
        .contains(ConditionStatus.FALSE);
  }
}
