package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.secret.DamagedSecretException;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What an order may be asked for besides its domains. */
@WithOperator
class OrderOptionsIT {

  private final KubernetesClient client;
  private final RunningOperator operator;
  private final TestNamespace namespace;

  OrderOptionsIT(KubernetesClient client, RunningOperator operator, TestNamespace namespace) {
    this.client = client;
    this.operator = operator;
    this.namespace = namespace;
  }

  @Test
  void theChainIsTheOneThatWasAskedFor(@PebbleWith(alternateRoots = 2) Pebble pebble)
      throws Exception {
    try (var scenario = new Scenario(client, operator, pebble, namespace)) {
      var root = pebble.roots().getLast().getSubjectX500Principal();
      scenario
          .serve("pve1.chain.example.com")
          .apply("account.yaml")
          .apply("preferred-chain.yaml", chain(root.getName().replace("CN=", "")));

      var ready = scenario.awaitCertificate("pve1", Expect.ready());

      assertThat(content(scenario).chain().certificates().getLast().getIssuerX500Principal())
          .isEqualTo(root);
      assertThat(readyMessage(ready)).isEqualTo("The Secret holds what spec asks for.");
    }
  }

  @Test
  void aChainThatIsNotOfferedIsToldAndTheDefaultOneServed(
      @PebbleWith(alternateRoots = 1) Pebble pebble) throws Exception {
    try (var scenario = new Scenario(client, operator, pebble, namespace)) {
      scenario
          .serve("pve1.chain.example.com")
          .apply("account.yaml")
          .apply("preferred-chain.yaml", chain("ISRG Root X9"));

      var ready = scenario.awaitCertificate("pve1", Expect.ready());

      assertThat(content(scenario).chain().certificates().getLast().getIssuerX500Principal())
          .isEqualTo(pebble.roots().getFirst().getSubjectX500Principal());
      assertThat(readyMessage(ready)).contains("ISRG Root X9", "spec.acme.preferredChain");
    }
  }

  private static UnaryOperator<String> chain(String commonName) {
    return text -> text.replace("the-chain", commonName);
  }

  private static String readyMessage(NodeCertificate certificate) {
    return certificate.getStatus().conditions().stream()
        .filter(condition -> condition.type().equals("Ready"))
        .findFirst()
        .orElseThrow()
        .message();
  }

  @Test
  void anAddressIsProvenByHttpAtThatAddress(
      @PebbleWith(authorizationReusePercent = 0) Pebble pebble) {
    try (var scenario = new Scenario(client, operator, pebble, namespace)) {
      var address = scenario.proxy().address().getHostAddress();
      scenario
          .serve("pve1.address.example.com")
          .apply("account.yaml")
          .apply("ip-addresses.yaml", text -> text.replace("192.0.2.7", address));

      var ready = scenario.awaitCertificate("pve1", Expect.ready());

      assertThat(Objects.requireNonNull(ready.getStatus().certificate()).sans())
          .containsExactlyInAnyOrder("pve1.address.example.com", address);
      assertThat(scenario.proxy().requests())
          .anySatisfy(request -> assertThat(request.host()).startsWith(address));
    }
  }

  @Test
  void anAddressThatTheAccountDoesNotGrantIsRefused(Pebble pebble) {
    try (var scenario = new Scenario(client, operator, pebble, namespace)) {
      scenario
          .apply("account.yaml", OrderOptionsIT::grantingAnotherNetwork)
          .apply("ip-addresses.yaml");

      var refused =
          scenario.awaitCertificate("pve1", Expect.stalledCertificate("DomainNotAllowed"));

      assertThat(readyMessage(refused)).contains("does not serve 192.0.2.7 for");
    }
  }

  private static String grantingAnotherNetwork(String account) {
    return account.replace(
        "namespaces: [\"*\"]",
        "{namespaces: [\"*\"], domains: [example.com], ipAddresses: [198.51.100.0/24]}");
  }

  @Test
  void theKeyIsKeptWhereSpecWantsIt(Pebble pebble) throws Exception {
    try (var scenario = new Scenario(client, operator, pebble, namespace)) {
      scenario
          .serve("pve1.kept.example.com", "gui.kept.example.com")
          .apply("account.yaml")
          .apply("kept-key.yaml");
      scenario.awaitCertificate("pve1", Expect.ready());
      var first = content(scenario);

      scenario.apply("kept-key-with-another-domain.yaml");
      scenario.awaitCertificate("pve1", Expect.ready());

      var second = content(scenario);
      assertThat(second.chain().leaf()).isNotEqualTo(first.chain().leaf());
      assertThat(second.key().publicKey()).isEqualTo(first.key().publicKey());
    }
  }

  private static TlsSecret content(Scenario scenario) throws DamagedSecretException {
    return TlsSecret.of(scenario.secret("pve1-tls").orElseThrow());
  }
}
