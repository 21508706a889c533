package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.secret.PendingKey;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.operator.x509.KeyType;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A NodeCertificate may go at any time, in any way, and leaves nothing that it should not. */
@WithOperator
class DeletionIT {

  private static final String ORDER = "https://ca.example.com/order/1";

  private final KubernetesClient client;
  private final RunningOperator operator;
  private final TestNamespace namespace;

  DeletionIT(KubernetesClient client, RunningOperator operator, TestNamespace namespace) {
    this.client = client;
    this.operator = operator;
    this.namespace = namespace;
  }

  @ParameterizedTest
  @EnumSource(DeletionPropagation.class)
  void whileTheCAValidates(
      DeletionPropagation propagation, @PebbleWith(authorizationReusePercent = 0) Pebble pebble) {
    try (var scenario = new Scenario(client, operator, pebble, namespace);
        var _ = scenario.gate("pve1.patient.example.com")) {
      scenario.apply("account.yaml").apply("patient-domain.yaml");
      scenario.awaitCertificate(
          "pve1", c -> c.getStatus() != null && c.getStatus().issuance() != null);

      delete(propagation);

      awaitGone();
      assertThat(scenario.secret("pve1-tls")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(DeletionPropagation.class)
  void whileItsKeyWaitsForTheCertificate(DeletionPropagation propagation, Pebble pebble) {
    try (var scenario = new Scenario(client, operator, pebble, namespace)) {
      scenario.apply("account.yaml").apply("suspended-domain.yaml");
      var certificate = scenario.awaitCertificate("pve1", Expect.notReady("Suspended"));
      storePendingKey(certificate);
      scenario.writeIssuance(
          "pve1",
          new Issuance(ORDER, "hash", "SecretMissing", Instant.EPOCH, null, null, List.of()));

      delete(propagation);

      awaitGone();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> scenario.secret("pve1-pending-key").isEmpty());
    }
  }

  private void storePendingKey(NodeCertificate certificate) {
    client
        .resource(
            new PendingKey(new KeyType.Ecdsa(256).generate(), ORDER)
                .toSecret(
                    DesiredCertificate.owner(certificate),
                    DesiredCertificate.ownerReference(certificate)))
        .create();
  }

  @ParameterizedTest
  @EnumSource(DeletionPropagation.class)
  void atRest(DeletionPropagation propagation, Pebble pebble) {
    try (var scenario = new Scenario(client, operator, pebble, namespace)) {
      scenario.serve("pve1.one.example.com").apply("account.yaml").apply("one-domain.yaml");
      scenario.awaitCertificate("pve1", Expect.ready());

      delete(propagation);

      awaitGone();
      assertThat(scenario.secret("pve1-tls")).isPresent();
    }
  }

  @Test
  void afterItsAccount(Pebble pebble) {
    try (var scenario = new Scenario(client, operator, pebble, namespace)) {
      scenario.serve("pve1.one.example.com").apply("account.yaml").apply("one-domain.yaml");
      scenario.awaitCertificate("pve1", Expect.ready());
      scenario.deleteAccount();
      scenario.awaitCertificate("pve1", Expect.stalledCertificate("AccountNotFound"));

      delete(DeletionPropagation.BACKGROUND);

      awaitGone();
    }
  }

  @Test
  void withItsNamespace(@PebbleWith(authorizationReusePercent = 0) Pebble pebble) {
    try (var going = TestNamespace.create(client, "going");
        var scenario = new Scenario(client, operator, pebble, namespace).in(going);
        var _ = scenario.gate("pve1.patient.example.com")) {
      scenario.apply("account.yaml").apply("patient-domain.yaml");
      scenario.awaitCertificate(
          "pve1", c -> c.getStatus() != null && c.getStatus().issuance() != null);

      client.namespaces().withName(going.name()).delete();

      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> client.namespaces().withName(going.name()).get() == null);
    }
  }

  private void delete(DeletionPropagation propagation) {
    client
        .resources(NodeCertificate.class)
        .inNamespace(namespace.name())
        .withName("pve1")
        .withPropagationPolicy(propagation)
        .delete();
  }

  private void awaitGone() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            client
                    .resources(NodeCertificate.class)
                    .inNamespace(namespace.name())
                    .withName("pve1")
                    .get()
                == null);
  }
}
