package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.operator.secret.DamagedSecretException;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.operator.x509.CertificateFacts;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No proxy stands without a certificate, whatever its own waits for. */
@WithOperator
class FallbackIT {

  private final KubernetesClient client;
  private final Scenario scenario;

  FallbackIT(
      KubernetesClient client, RunningOperator operator, Pebble pebble, TestNamespace namespace) {
    this.client = client;
    this.scenario = new Scenario(client, operator, pebble, namespace);
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void oneOfTheClustersCAStandsInUntilTheOrderIsDone() throws DamagedSecretException {
    try (var gate = scenario.gate("pve1.gated.example.com")) {
      scenario.apply("account.yaml").apply("gated-domain.yaml");
      scenario.awaitCertificate("pve1", Expect.notReady("FallbackInPlace"));
      assertThat(source()).isEqualTo(CertificateSource.ClusterCA);

      gate.open();
      scenario.awaitCertificate("pve1", Expect.ready());
    }

    assertThat(source()).isEqualTo(CertificateSource.ACME);
    assertThat(scenario.events("OrderCreated")).hasSize(1);
    assertThat(scenario.events("Issued")).hasSize(1);
  }

  @Test
  void whatStandsInIsNotForANameThatAnotherNamespaceHas() throws DamagedSecretException {
    scenario.serve("pve1.one.example.com").apply("account.yaml").apply("one-domain.yaml");
    scenario.awaitCertificate("pve1", Expect.ready());
    try (var other = TestNamespace.create(client, "tenant");
        var tenant = scenario.in(other);
        var _ = tenant.gate("pve1.gated.example.com")) {
      tenant.apply("gated-domain-with-anothers-name.yaml");
      tenant.awaitCertificate("pve1", Expect.notReady("FallbackInPlace"));

      var standIn = TlsSecret.of(tenant.secret("pve1-tls").orElseThrow());
      assertThat(CertificateFacts.of(standIn.chain().leaf()).sans())
          .contains("pve1.gated.example.com")
          .doesNotContain("pve1.one.example.com");
    }
  }

  @Test
  void anotherSourceTakesOverWithoutAGap() throws DamagedSecretException {
    scenario.serve("pve1.one.example.com").apply("account.yaml").apply("cluster-ca.yaml");
    scenario.awaitCertificate("pve1", Expect.ready());
    var seen = new Versions();
    try (var _ =
        client.secrets().inNamespace(scenario.namespace()).withName("pve1-tls").watch(seen)) {
      for (var fixture : List.of("uploaded.yaml", "one-domain.yaml", "cluster-ca.yaml")) {
        scenario.apply(fixture);
        scenario.awaitCertificate("pve1", Expect.ready());
      }
      Awaitility.await().until(() -> seen.sources(), sources -> sources.size() >= 4);
    }

    assertThat(seen.sources())
        .containsExactly(
            CertificateSource.ClusterCA,
            CertificateSource.Custom,
            CertificateSource.ACME,
            CertificateSource.ClusterCA);
    assertThat(seen.gaps()).isEmpty();
  }

  private CertificateSource source() throws DamagedSecretException {
    return TlsSecret.of(scenario.secret("pve1-tls").orElseThrow()).provenance().source();
  }

  /** Every version of a Secret, as a kubelet sees it. */
  private static final class Versions implements Watcher<Secret> {

    private final List<CertificateSource> sources = new CopyOnWriteArrayList<>();
    private final List<String> gaps = new CopyOnWriteArrayList<>();

    @Override
    public void eventReceived(Action action, Secret secret) {
      try {
        var content = TlsSecret.of(secret);
        if (action == Action.DELETED || !content.key().matches(leafKey(content))) {
          gaps.add(action.name());
        }
        sources.add(content.provenance().source());
      } catch (DamagedSecretException e) {
        gaps.add(String.valueOf(e.getMessage()));
      }
    }

    private static PublicKey leafKey(TlsSecret content) {
      return content.chain().leaf().getPublicKey();
    }

    @Override
    public void onClose(WatcherException cause) {
      gaps.add(cause.getMessage());
    }

    List<CertificateSource> sources() {
      return sources;
    }

    List<String> gaps() {
      return gaps;
    }
  }
}
