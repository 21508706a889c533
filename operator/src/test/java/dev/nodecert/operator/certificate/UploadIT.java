package dev.nodecert.operator.certificate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.secret.DamagedSecretException;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.operator.x509.CertificateFacts;
import dev.nodecert.operator.x509.PrivateKeyPem;
import dev.nodecert.operator.x509.TestChain;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A certificate that its owner keeps in a Secret of his own, made by OpenSSL. */
@WithOperator
class UploadIT {

  private final Scenario scenario;

  UploadIT(
      KubernetesClient client, RunningOperator operator, Pebble pebble, TestNamespace namespace) {
    this.scenario = new Scenario(client, operator, pebble, namespace);
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void itIsCopiedAndAChangeOfItFollows() throws DamagedSecretException {
    scenario.apply("uploaded.yaml");
    var certificate = scenario.awaitCertificate("pve1", Expect.ready());
    assertThat(requireNonNull(certificate.getStatus().certificate()).subject())
        .contains("pve1.example.com");
    assertThat(secret().getData().get("tls.key"))
        .isEqualTo(scenario.secret("pve1-upload").orElseThrow().getData().get("tls.key"));

    var next = chainThatEnds(Instant.now().plus(Duration.ofDays(80)));
    upload(next);

    Awaitility.await().until(() -> leaf().getPublicKey().equals(next.key().publicKey()));
    scenario.awaitCertificate("pve1", Expect.ready());
  }

  @Test
  void whatIsNotGoodReplacesNothing() {
    scenario.apply("uploaded.yaml");
    scenario.awaitCertificate("pve1", Expect.ready());
    var good = secret().getData();

    scenario.apply("uploaded-with-the-key-of-another.yaml");
    scenario.awaitCertificate("pve1", Expect.stalledCertificate("KeyMismatch"));
    assertThat(secret().getData()).isEqualTo(good);

    scenario.apply("uploaded.yaml");
    scenario.awaitCertificate(
        "pve1", Expect.ready().and(Expect.stalledCertificate("KeyMismatch").negate()));
    assertThat(secret().getData()).isEqualTo(good);
  }

  @Test
  void aKeystoreIsOpenedByItsPassPhrase() throws DamagedSecretException {
    scenario.apply("uploaded-keystore.yaml");

    scenario.awaitCertificate("pve1", Expect.ready());

    assertThat(CertificateFacts.of(leaf()).sans()).contains("pve1.example.com");
  }

  @Test
  void oneOfTheClustersCAStandsInUntilItMayBeRead() throws DamagedSecretException {
    scenario.apply("uploaded.yaml", text -> text.replace("nodecert.dev/allow-read", "app"));
    scenario.awaitCertificate("pve1", Expect.stalledCertificate("SecretNotAllowed"));
    assertThat(CertificateFacts.of(leaf()).sans()).contains("localhost");

    scenario.editSecret(
        "pve1-upload", s -> s.getMetadata().setLabels(Map.of("nodecert.dev/allow-read", "true")));

    scenario.awaitCertificate("pve1", Expect.ready());
    assertThat(CertificateFacts.of(leaf()).sans()).contains("pve1.example.com");
  }

  @Test
  void itsOwnerIsToldInTimeThatItEnds() {
    scenario.apply("uploaded.yaml");
    scenario.awaitCertificate("pve1", Expect.ready());

    upload(chainThatEnds(Instant.now().plus(Duration.ofDays(10))));

    scenario.awaitCertificate(
        "pve1",
        Expect.ready()
            .and(seen ->
                seen.getStatus().conditions().stream()
                    .anyMatch(it -> it.reason().equals("ExpiresSoon"))));
  }

  private static TestChain chainThatEnds(Instant end) {
    return TestChain.of(List.of("pve1.example.com"), Instant.now().minus(Duration.ofDays(80)))
        .until(end);
  }

  private void upload(TestChain chain) {
    scenario.editSecret(
        "pve1-upload",
        secret ->
            secret.setStringData(
                Map.of(
                    "tls.crt", chain.make().toPem(), "tls.key", PrivateKeyPem.write(chain.key()))));
  }

  private Secret secret() {
    return scenario.secret("pve1-tls").orElseThrow();
  }

  private X509Certificate leaf() throws DamagedSecretException {
    return TlsSecret.of(secret()).chain().leaf();
  }
}
