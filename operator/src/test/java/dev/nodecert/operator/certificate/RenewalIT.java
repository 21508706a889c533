package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.CertificateStatus;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.Operation;
import dev.nodecert.api.v1alpha1.OperationState;
import dev.nodecert.api.v1alpha1.Operations;
import dev.nodecert.api.v1alpha1.Renewal;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A CA says when it wants its certificates to be renewed (RFC 9773). */
@WithOperator
class RenewalIT {

  private final KubernetesClient client;
  private final RunningOperator operator;
  private final TestNamespace namespace;

  RenewalIT(KubernetesClient client, RunningOperator operator, TestNamespace namespace) {
    this.client = client;
    this.operator = operator;
    this.namespace = namespace;
  }

  @Test
  void aCertificateIsRenewedWhenTheCAWantsIt(
      @PebbleWith(profiles = "default=PT60S") Pebble shortLived) throws Exception {
    try (var scenario = new Scenario(client, operator, shortLived, namespace)) {
      scenario.serve("pve1.one.example.com").apply("account.yaml").apply("one-domain.yaml");
      var first = scenario.awaitCertificate("pve1", Expect.ready());

      shortLived.setRenewalInfo(leaf(scenario), atOnce());
      var second = scenario.awaitCertificate("pve1", hasAnotherSerialThan(held(first).serial()));

      assertThat(Duration.between(held(first).issuedAt(), held(second).issuedAt()))
          .as("earlier than by its lifetime")
          .isLessThan(Duration.ofSeconds(20));
      assertThat(scenario.events("OrderCreated"))
          .anySatisfy(event -> assertThat(event.getNote()).contains("(RenewalDue)"));
    }
  }

  @Test
  void whatTheCAWantsIsToldWithItsReason(@PebbleWith(profiles = "default=PT60S") Pebble shortLived)
      throws Exception {
    try (var scenario = new Scenario(client, operator, shortLived, namespace)) {
      scenario.serve("pve1.one.example.com").apply("account.yaml").apply("one-domain.yaml");
      scenario.awaitCertificate("pve1", Expect.ready());

      shortLived.setRenewalInfo(leaf(scenario), inTwentySeconds());

      var told = scenario.awaitCertificate("pve1", RenewalIT::hasWindow);
      assertThat(told.getStatus().renewal())
          .returns("https://ca.example.com/why", Renewal::explanationURL)
          .returns("The CA wants it to be renewed then.", Renewal::reason);
    }
  }

  @Test
  void anAnnotationThatGitKeepsRenewsOnce(Pebble pebble) {
    try (var scenario = new Scenario(client, operator, pebble, namespace)) {
      scenario.serve("pve1.one.example.com").apply("account.yaml").apply("one-domain.yaml");
      var first = held(scenario.awaitCertificate("pve1", Expect.ready()));

      scenario.apply("one-domain.yaml", renewAt(Instant.now()));
      var second = scenario.awaitCertificate("pve1", hasAnotherSerialThan(first.serial()));
      assertThat(Optional.ofNullable(second.getStatus().operations()).map(Operations::renew))
          .map(Operation::state)
          .contains(OperationState.Done);

      scenario.apply("one-domain.yaml", renewAt(Instant.now()));
      scenario.apply(
          "one-domain.yaml", text -> renewAt(Instant.now()).apply(text) + "  nodeName: x");
      var third = scenario.awaitCertificate("pve1", Expect.ready());
      assertThat(held(third).serial()).as("within the same hour").isEqualTo(held(second).serial());

      scenario.apply("one-domain.yaml", renewAt("tomorrow"));
      Awaitility.await().until(() -> !scenario.events("RenewalRefused").isEmpty());
      assertThat(scenario.events("RenewalRefused"))
          .singleElement()
          .satisfies(event ->
              assertThat(event.getNote()).contains("nodecert.dev/renew", "'tomorrow'", "RFC 3339"));
    }
  }

  private static UnaryOperator<String> renewAt(Object moment) {
    return text ->
        text.replace(
            "name: pve1\n",
            "name: pve1\n  annotations: {nodecert.dev/renew: \"%s\"}\n".formatted(moment));
  }

  private static String leaf(Scenario scenario) throws Exception {
    var chain = TlsSecret.of(scenario.secret("pve1-tls").orElseThrow()).chain();
    return new CertificateChain(List.of(chain.leaf())).toPem();
  }

  private static String atOnce() {
    return window(Instant.now().minusSeconds(60), Instant.now().minusSeconds(30));
  }

  private static String inTwentySeconds() {
    return window(Instant.now().plusSeconds(20), Instant.now().plusSeconds(21));
  }

  private static String window(Instant start, Instant end) {
    return "{\"suggestedWindow\":{\"start\":\"%s\",\"end\":\"%s\"},\"explanationURL\":\"%s\"}"
        .formatted(start, end, "https://ca.example.com/why");
  }

  private static boolean hasWindow(NodeCertificate certificate) {
    var status = certificate.getStatus();
    return status != null && status.renewal() != null && status.renewal().window() != null;
  }

  private static Predicate<NodeCertificate> hasAnotherSerialThan(String serial) {
    return Expect.ready()
        .and(c -> c.getStatus().certificate() != null && !held(c).serial().equals(serial));
  }

  private static CertificateStatus held(NodeCertificate certificate) {
    return Objects.requireNonNull(certificate.getStatus().certificate());
  }
}
