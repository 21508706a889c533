package dev.nodecert.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes behind one lock, and one behind all. */
@OnStage
@Order(6)
class LocksE2E {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final Site site;
  private final Datacenter datacenter;
  private final GateLogin gate;

  LocksE2E(Stage stage) {
    this.site = stage.site();
    this.datacenter = stage.datacenter();
    this.gate = stage.gate();
  }

  private static String base(String node) {
    return "https://%s.proxy.svc".formatted(node);
  }

  private static Visitor withPassword(Visitor visitor) {
    return visitor.with("Authorization", Site.basic());
  }

  private static void assertAllPasses(String node, Visitor visitor) throws InterruptedException {
    var session = ProxmoxSession.open(base(node), visitor);
    assertThat(session.get("/api2/json/version").statusCode()).isEqualTo(200);
    try (var console = session.console()) {
      assertThat(console.echo("id")).isEqualTo("id");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "password, 401",
    "certificate, 400",
    "gate, 302",
    "endpoint, 401",
    "elsewhere, 403",
    "everything, 400"
  })
  void aStrangerReachesNothing(String node, int status) {
    var before = datacenter.requests().size();

    assertThat(Visitor.stranger().get(base(node) + "/").statusCode()).isEqualTo(status);
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> Console.open(base(node), Visitor.stranger()));

    assertThat(datacenter.requests()).hasSize(before);
  }

  @Test
  void aPasswordOpensItsLock() throws Exception {
    var wrong = Visitor.stranger().with("Authorization", Site.basic("wrong"));

    assertThat(wrong.get(base("password") + "/").statusCode()).isEqualTo(401);
    assertAllPasses("password", withPassword(Visitor.stranger()));
  }

  @Test
  void aCertificateOpensItsLock() throws Exception {
    assertAllPasses("certificate", Visitor.withCertificate(site.client()));
  }

  @Test
  void aPasswordAndACodeOpenTheGateAndAnyOtherNodeThatAsksItOnce() throws Exception {
    var session = gate.logIn(base("gate"), Visitor.stranger());

    assertAllPasses("gate", session);
    assertAllPasses("endpoint", session);
    assertThat(gate.logInAgain(base("gate"), Visitor.stranger()).statusCode())
        .as("the same code again")
        .isNotEqualTo(303);
  }

  @Test
  void allLocksTogetherTakeAllKeys() throws Exception {
    var certified = Visitor.withCertificate(site.client());
    var session = gate.logIn(base("everything"), withPassword(certified));
    var host = base("everything") + "/";
    var cookie = session.headers().getOrDefault("Cookie", "");

    assertThat(certified.with("Cookie", cookie).get(host).statusCode()).isEqualTo(401);
    assertThat(withPassword(certified).get(host).statusCode()).isEqualTo(302);
    assertThat(withPassword(Visitor.stranger()).with("Cookie", cookie).get(host).statusCode())
        .isEqualTo(400);
    assertAllPasses("everything", session);
  }

  @Test
  void whatTheLockedNodesServeIsTheCAs() {
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(Site.served("gate.proxy.svc").getFirst().getIssuerX500Principal())
                .asString()
                .contains("NodeCert"));
  }

  @Test
  void otherNamesOfTheAddressLearnNothing() {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Site.served(site.address("gate")));
  }
}
