package dev.nodecert.operator.certificate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.secret.DamagedSecretException;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.CertificateFacts;
import dev.nodecert.operator.x509.ChainJudges;
import dev.nodecert.operator.x509.MalformedPemException;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node without any other wish has a certificate that the cluster's own CA has signed. */
@WithOperator
class ClusterCAIT {

  private final Cluster cluster;
  private final KubernetesClient client;
  private final Scenario scenario;

  ClusterCAIT(
      Cluster cluster,
      KubernetesClient client,
      RunningOperator operator,
      Pebble pebble,
      TestNamespace namespace) {
    this.cluster = cluster;
    this.client = client;
    this.scenario = new Scenario(client, operator, pebble, namespace);
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void whoeverTrustsWhatIsPublishedTrustsTheNode(@TempDir Path folder) throws Exception {
    scenario.apply("cluster-ca.yaml");

    var certificate = scenario.awaitCertificate("pve1", Expect.ready());

    var chain = chain();
    var now = Instant.now();
    assertThat(ChainJudges.openssl(folder, chain, published(), now)).isEqualTo("OK");
    assertThat(ChainJudges.pkix(chain, published(), now)).isEqualTo("OK");
    assertThat(CertificateFacts.of(chain.leaf()).sans())
        .contains("localhost", "127.0.0.1", "pve1.%s.svc".formatted(scenario.namespace()));
    assertThat(validity(chain.leaf())).isLessThanOrEqualTo(Duration.ofDays(397));
    assertThat(serial(certificate)).isEqualTo(CertificateFacts.of(chain.leaf()).serial());
    assertThat(scenario.events("Issued")).hasSize(1);
  }

  private List<X509Certificate> published() throws MalformedPemException {
    var map =
        client
            .configMaps()
            .inNamespace(RunningOperator.NAMESPACE)
            .withName("nodecert-ca")
            .require();
    var bundle = requireNonNull(map.getData().get("ca.crt"));
    return CertificateChain.parse(bundle).certificates();
  }

  private CertificateChain chain() throws DamagedSecretException {
    return TlsSecret.of(scenario.secret("pve1-tls").orElseThrow()).chain();
  }

  private static Duration validity(X509Certificate certificate) {
    return Duration.between(
        certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  @Test
  void itCostsTheApiServerThreeWritesAtMost() {
    var mark = cluster.audit().mark();

    scenario.apply("cluster-ca.yaml");
    scenario.awaitCertificate("pve1", Expect.ready());

    var writes =
        cluster
            .audit()
            .since(mark)
            .byUserAgent(RunningOperator.USER_AGENT)
            .writes()
            .inNamespace(scenario.namespace());
    assertThat(writes.size()).as("%s", writes).isLessThanOrEqualTo(3);
  }

  @Test
  void namesThatNobodyGrantedAreLeftOutAndTold() throws DamagedSecretException {
    scenario.apply("cluster-ca-with-names.yaml");

    var certificate =
        scenario.awaitCertificate("pve1", Expect.stalledCertificate("NamesNotGranted"));

    assertThat(certificate.getStatus().conditions().toString())
        .contains("pve1.bank.example.com", "192.0.2.7");
    assertThat(CertificateFacts.of(chain().leaf()).sans())
        .contains("localhost")
        .doesNotContain("pve1.bank.example.com", "192.0.2.7");
  }

  @Test
  void aDeletedSecretIsSignedAgain() {
    scenario.apply("cluster-ca.yaml");
    var serial = serial(scenario.awaitCertificate("pve1", Expect.ready()));

    scenario.deleteSecret("pve1-tls");

    scenario.awaitCertificate("pve1", Expect.ready().and(seen -> !serial(seen).equals(serial)));
    assertThat(scenario.secret("pve1-tls")).isPresent();
  }

  private static String serial(NodeCertificate certificate) {
    return requireNonNull(certificate.getStatus().certificate()).serial();
  }
}
