package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.NameProof;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.NodeCertificateStatus;
import dev.nodecert.api.v1alpha1.ProofState;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever may write a NodeCertificate's status gains nothing by it. */
@WithOperator
class StatusAuthorityIT {

  private static final String TOKEN = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA";
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final KubernetesClient client;
  private final RunningOperator operator;
  private final TestNamespace namespace;
  private final Scenario scenario;

  StatusAuthorityIT(
      KubernetesClient client, RunningOperator operator, Pebble pebble, TestNamespace namespace) {
    this.client = client;
    this.operator = operator;
    this.namespace = namespace;
    this.scenario = new Scenario(client, operator, pebble, namespace);
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void aTokenIsAnsweredForTheAccountThatSpecNamesAndForNoOther() throws Exception {
    scenario.apply("account.yaml").apply("suspended-domain.yaml");
    var account = scenario.awaitAccount(Expect.registered());
    scenario.awaitCertificate("pve1", Expect.notReady("Suspended"));

    scenario.writeIssuance(
        "pve1",
        new Issuance("https://ca.example.com/order/1", "hash", "x", NOW, "x", null, proofs()));

    assertThat(challenge(TOKEN).body())
        .isEqualTo(TOKEN + "." + account.getStatus().keyThumbprint());
    assertThat(challenge("short").statusCode()).isEqualTo(404);
  }

  private static List<NameProof> proofs() {
    return List.of(
        new NameProof(
            "pve1.suspended.example.com",
            "https://ca.example.com/authorization/1",
            ProofState.Pending,
            "https://ca.example.com/challenge/1",
            "http-01",
            TOKEN,
            null));
  }

  private HttpResponse<String> challenge(String token) throws Exception {
    var path = "/%s/.well-known/acme-challenge/%s".formatted(namespace.name(), token);
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(operator.solver().resolve(path)).build(), BodyHandlers.ofString());
    }
  }

  @Test
  void aServerThatTheDirectoryDoesNotNameIsNeverAsked() throws Exception {
    var requests = new AtomicInteger();
    var elsewhere =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    elsewhere.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.close();
        });
    elsewhere.start();
    try {
      var url = "https://127.0.0.1:%d/order/1".formatted(elsewhere.getAddress().getPort());
      scenario.serve("pve1.suspended.example.com").apply("account.yaml");
      scenario.awaitAccount(Expect.registered());
      scenario.apply("suspended-domain.yaml");
      scenario.awaitCertificate("pve1", Expect.notReady("Suspended"));
      scenario.writeIssuance(
          "pve1", new Issuance(url, orderHash(), "x", NOW, "x", null, List.of()));

      scenario.apply("resumed-domain.yaml");

      var refused = scenario.awaitCertificate("pve1", Expect.notReady("ForeignServer"));
      assertThat(refused.getStatus().issuance()).isNull();
      assertThat(requests).hasValue(0);
    } finally {
      elsewhere.stop(0);
    }
  }

  @Test
  void anotherTenantsOrderIsNotFinishedForOneWhoNamesIt(
      @PebbleWith(authorizationReusePercent = 0) Pebble pebble) {
    try (var victim = new Scenario(client, operator, pebble, namespace);
        var gate = victim.gate("pve1.patient.example.com");
        var other = TestNamespace.create(client, "tenant");
        var attacker = victim.in(other)) {
      victim.apply("account.yaml");
      victim.awaitAccount(Expect.registered());
      attacker.apply("suspended-domain.yaml");
      attacker.awaitCertificate("pve1", Expect.notReady("Suspended"));
      victim.apply("patient-domain.yaml");
      var running =
          victim.awaitCertificate(
              "pve1", c -> c.getStatus() != null && c.getStatus().issuance() != null);
      var order = Objects.requireNonNull(running.getStatus().issuance()).orderURL();

      attacker.writeIssuance(
          "pve1", new Issuance(order, orderHash(other), "x", NOW, "x", null, List.of()));
      attacker.apply("resumed-domain.yaml");

      attacker.awaitCertificate("pve1", Expect.notReady("OrderMismatch"));
      gate.open();
      victim.awaitCertificate("pve1", Expect.ready());
      assertThat(attacker.secret("pve1-tls")).isEmpty();
      assertThat(attacker.secret("pve1-pending-key")).isEmpty();
    }
  }

  @Test
  void whatIsNotInTheSecretIsNotBelieved() {
    scenario.apply("account.yaml").apply("suspended-domain.yaml");
    var suspended = scenario.awaitCertificate("pve1", Expect.notReady("Suspended"));
    var genuine = suspended.getStatus();
    suspended.setStatus(
        new NodeCertificateStatus(
            1L,
            null,
            new Issuance("https://ca.example.com/order/1", "hash", "x", NOW, "x", null, proofs()),
            List.of(),
            null,
            null,
            List.of(),
            null,
            List.of()));
    client.resource(suspended).updateStatus();

    scenario.apply("suspended-domain-with-template.yaml");

    var seen = scenario.awaitCertificate("pve1", Expect.notReady("Suspended"));
    assertThat(seen.getStatus().issuance()).isNull();
    assertThat(seen.getStatus().conditions()).hasSameSizeAs(genuine.conditions());
  }

  private String orderHash() {
    return orderHash(namespace);
  }

  private String orderHash(TestNamespace of) {
    var account = scenarioAccount();
    return DesiredCertificate.of(certificate(of))
        .orderHash(URI.create(account.getSpec().directory()));
  }

  private AcmeAccount scenarioAccount() {
    return client.resources(AcmeAccount.class).withName(scenario.account()).require();
  }

  private NodeCertificate certificate(TestNamespace of) {
    return client
        .resources(NodeCertificate.class)
        .inNamespace(of.name())
        .withName("pve1")
        .require();
  }
}
