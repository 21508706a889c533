package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.CertificateStatus;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.OperatorTest;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OperatorTest
class IssuanceIT {

  private final Scenario scenario;

  IssuanceIT(
      KubernetesClient client, RunningOperator operator, Pebble pebble, TestNamespace namespace) {
    this.scenario = new Scenario(client, operator, pebble, namespace);
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void aCertificateFromTheCAIsInTheSecretThatTheProxyMounts() {
    scenario.serve("pve1.one.example.com").apply("account.yaml").apply("one-domain.yaml");

    var certificate = scenario.awaitCertificate("pve1", Expect.ready());

    assertThat(certificate.getStatus().certificate())
        .extracting(CertificateStatus::sans)
        .isEqualTo(List.of("pve1.one.example.com"));
    assertThat(scenario.secret("pve1-tls")).isPresent();
  }
}
