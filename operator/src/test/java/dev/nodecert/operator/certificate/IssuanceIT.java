package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.CertificateStatus;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.secret.DamagedSecretException;
import dev.nodecert.operator.secret.PendingKey;
import dev.nodecert.operator.secret.SecretMetadata;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.operator.x509.PrivateKeyPem;
import dev.nodecert.testenv.AuditRecords;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.NginxProxy;
import dev.nodecert.testenv.NodeProxy;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithOperator
class IssuanceIT {

  private final Cluster cluster;
  private final Pebble pebble;
  private final RunningOperator operator;
  private final Scenario scenario;

  IssuanceIT(
      Cluster cluster,
      KubernetesClient client,
      RunningOperator operator,
      Pebble pebble,
      TestNamespace namespace) {
    this.cluster = cluster;
    this.pebble = pebble;
    this.operator = operator;
    this.scenario = new Scenario(client, operator, pebble, namespace);
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void theSecretHoldsTheCAsChainAndTheKeyAndTellsWhoseItIs() throws Exception {
    scenario.serve("pve1.one.example.com").apply("account.yaml").apply("one-domain.yaml");

    var certificate = scenario.awaitCertificate("pve1", Expect.ready());

    var secret = scenario.secret("pve1-tls").orElseThrow();
    assertThat(secret.getType()).isEqualTo("kubernetes.io/tls");
    assertThat(secret.getMetadata().getLabels()).containsEntry(SecretMetadata.CERTIFICATE, "pve1");
    assertThat(secret.getMetadata().getAnnotations())
        .containsEntry(SecretMetadata.OWNER, scenario.namespace() + "/pve1")
        .containsEntry(SecretMetadata.OWNER_UID, certificate.getMetadata().getUid());
    var content = TlsSecret.of(secret);
    assertThat(content.key().matches(content.chain().leaf().getPublicKey())).isTrue();
    isSignedByTheCA(content);
    assertThat(certificate.getStatus().certificate())
        .extracting(CertificateStatus::sans)
        .isEqualTo(List.of("pve1.one.example.com"));
    assertThat(certificate.getStatus().issuance()).isNull();
    assertThat(scenario.secret(PendingKey.nameFor("pve1"))).isEmpty();
  }

  private void isSignedByTheCA(TlsSecret content) throws GeneralSecurityException {
    var last = content.chain().certificates().getLast();
    var root =
        pebble.roots().stream()
            .filter(r -> r.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
            .findFirst()
            .orElseThrow();
    last.verify(root.getPublicKey());
  }

  @Test
  void oneCertificateCostsTheApiServerFewWrites() {
    scenario.serve("pve1.one.example.com").apply("account.yaml");
    scenario.awaitAccount(Expect.registered());
    var mark = cluster.audit().mark();

    scenario.apply("one-domain.yaml");
    scenario.awaitCertificate("pve1", Expect.ready());

    Awaitility.await().until(() -> events(mark).size() == 2);
    assertThat(writes(mark).size()).as("%s", writes(mark)).isLessThanOrEqualTo(6);
  }

  private AuditRecords operatorsWrites(long mark) {
    return cluster
        .audit()
        .since(mark)
        .byUserAgent(RunningOperator.USER_AGENT)
        .writes()
        .inNamespace(scenario.namespace());
  }

  private AuditRecords writes(long mark) {
    return operatorsWrites(mark).without("events");
  }

  private AuditRecords events(long mark) {
    return operatorsWrites(mark).of("events");
  }

  @Test
  void severalDomainsAreProvenInOneOrderAndAChangedSpecOrdersAnew() {
    scenario
        .serve("pve1.three.example.com", "gui.three.example.com", "pve1.three.example.net")
        .apply("account.yaml")
        .apply("three-domains.yaml");
    var three = scenario.awaitCertificate("pve1", Expect.ready());
    assertThat(sans(three))
        .containsExactlyInAnyOrder(
            "pve1.three.example.com", "gui.three.example.com", "pve1.three.example.net");

    scenario.apply("two-of-three-domains.yaml");
    var two = scenario.awaitCertificate("pve1", Expect.ready());
    assertThat(sans(two))
        .containsExactlyInAnyOrder("pve1.three.example.com", "gui.three.example.com");
  }

  private static List<String> sans(NodeCertificate certificate) {
    var held = certificate.getStatus().certificate();
    assertThat(held).isNotNull();
    return held.sans();
  }

  @Test
  void whatOthersAddToTheSecretSurvivesANewCertificate() throws DamagedSecretException {
    scenario
        .serve("pve1.three.example.com", "gui.three.example.com", "pve1.three.example.net")
        .apply("account.yaml")
        .apply("three-domains.yaml");
    scenario.awaitCertificate("pve1", Expect.ready());
    scenario.apply("additions-to-the-secret.yaml").apply("two-of-three-domains.yaml");

    scenario.awaitCertificate("pve1", Expect.ready());

    var secret = scenario.secret("pve1-tls").orElseThrow();
    assertThat(secret.getData()).containsKey("dhparam.pem");
    assertThat(secret.getMetadata().getLabels()).containsEntry("team", "platform");
    assertThat(secret.getMetadata().getAnnotations()).containsEntry("example.com/reload", "yes");
    assertThat(TlsSecret.of(secret).chain().leaf()).isNotNull();
  }

  @Test
  void nginxForwardsTheChallengesAndServesTheSecret() throws Exception {
    try (var nginx = NginxProxy.start(pebble.httpPort(), scenario.namespace(), operator.solver())) {
      scenario
          .resolve("pve1.nginx.example.com", nginx.address())
          .apply("account.yaml")
          .apply("nginx-domain.yaml");
      scenario.awaitCertificate("pve1", Expect.ready());
      var content = TlsSecret.of(scenario.secret("pve1-tls").orElseThrow());

      nginx.serve(content.chain().toPem(), PrivateKeyPem.write(content.key()));

      assertThat(served(nginx)).isEqualTo(content.chain().certificates());
    }
  }

  private List<Certificate> served(NginxProxy nginx) throws Exception {
    try (var socket =
        (SSLSocket)
            trustingTheCA().getSocketFactory().createSocket(nginx.address(), nginx.httpsPort())) {
      socket.startHandshake();
      return List.of(socket.getSession().getPeerCertificates());
    }
  }

  private SSLContext trustingTheCA() throws GeneralSecurityException, IOException {
    var roots = KeyStore.getInstance(KeyStore.getDefaultType());
    roots.load(null, null);
    for (var root : pebble.roots()) {
      roots.setCertificateEntry(root.getSerialNumber().toString(), root);
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(roots);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Test
  void theKeyIsOfTheKindThatWasAskedFor() {
    scenario.serve("pve1.rsa.example.com").apply("account.yaml").apply("rsa-key.yaml");

    var certificate = scenario.awaitCertificate("pve1", Expect.ready());

    var held = certificate.getStatus().certificate();
    assertThat(held).isNotNull();
    assertThat(held.publicKey().algorithm()).isEqualTo("RSA");
    assertThat(held.publicKey().size()).isEqualTo(3072);
  }

  @Test
  void theProfileIsTheOneThatWasAskedFor() {
    scenario.serve("pve1.one.example.com").apply("account.yaml").apply("short-lived.yaml");

    var held = scenario.awaitCertificate("pve1", Expect.ready()).getStatus().certificate();

    assertThat(held).isNotNull();
    assertThat(Duration.between(held.notBefore(), held.notAfter())).isLessThan(Duration.ofDays(7));
  }

  @Test
  void aDeletedSecretIsOrderedAgain() {
    scenario.serve("pve1.one.example.com").apply("account.yaml").apply("one-domain.yaml");
    var first = scenario.awaitCertificate("pve1", Expect.ready()).getStatus().certificate();
    assertThat(first).isNotNull();

    scenario.deleteSecret("pve1-tls");

    scenario.awaitCertificate(
        "pve1",
        Expect.ready()
            .and(c ->
                c.getStatus().certificate() != null
                    && !c.getStatus().certificate().serial().equals(first.serial())));
    assertThat(scenario.secret("pve1-tls")).isPresent();
  }

  @Test
  void aDeletedCertificateLeavesItsSecretAndNoMetric() {
    scenario.serve("pve1.one.example.com").apply("account.yaml").apply("one-domain.yaml");
    scenario.awaitCertificate("pve1", Expect.ready());
    // Not the name alone: the scenario's account has it, too, and stays.
    var ofNamespace = "namespace=\"%s\"".formatted(scenario.namespace());
    Awaitility.await().until(() -> metrics().contains(ofNamespace));

    scenario.deleteCertificate("pve1");

    Awaitility.await().until(() -> !metrics().contains(ofNamespace));
    assertThat(scenario.secret("pve1-tls")).isPresent();
  }

  private String metrics() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(operator.management().resolve("/metrics")).build();
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }

  @Test
  void theSolverAnswersOnlyTheChallengesOfTheNamespaceThatAsks() throws Exception {
    scenario.serve("pve1.one.example.com").apply("account.yaml").apply("one-domain.yaml");
    scenario.awaitCertificate("pve1", Expect.ready());
    var unknown = "/.well-known/acme-challenge/" + "x".repeat(43);

    assertThat(get("/" + scenario.namespace() + unknown)).isEqualTo(404);
    assertThat(get("/another" + unknown)).isEqualTo(404);
    assertThat(get(unknown)).isEqualTo(404);
    assertThat(get("/")).isEqualTo(404);
    assertThat(scenario.proxy().requests())
        .allSatisfy(request -> assertThat(request.status()).isEqualTo(200))
        .extracting(NodeProxy.Request::method)
        .containsOnly("GET");
  }

  private int get(String path) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(operator.solver().resolve(URI.create(path))).build();
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }
}
