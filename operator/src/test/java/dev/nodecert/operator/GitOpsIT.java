package dev.nodecert.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.testenv.GitOps;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Flux and Argo CD make of our objects, by their own libraries and our example's checks. */
@WithOperator
class GitOpsIT {

  private static final Path ARGOCD_CM = Path.of("..", "examples", "argocd", "argocd-cm.yaml");

  private static final Map<String, String> SPECS =
      Map.of(
          "AcmeAccount",
          "{directory: LetsEncryptStaging, allow: [{namespaces: [proxy]}]}",
          "AcmePlugin",
          "{type: Standalone, allow: [{namespaces: [proxy]}]}",
          "NodeCertificate",
          "{source: ClusterCA}");

  private final KubernetesClient client;
  private final Scenario scenario;
  private final GitOps tools = GitOps.provide();

  GitOpsIT(
      KubernetesClient client, RunningOperator operator, Pebble pebble, TestNamespace namespace) {
    this.client = client;
    this.scenario = new Scenario(client, operator, pebble, namespace);
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void whatNobodyHasLookedAtIsNotDone() {
    for (var kind : List.of("AcmeAccount", "AcmePlugin", "NodeCertificate")) {
      assertHealth(justApplied(kind), "InProgress", "Progressing");
    }
  }

  /** As the API server stores it, defaults and all. */
  private HasMetadata justApplied(String kind) {
    var manifest =
        """
        apiVersion: nodecert.dev/v1alpha1
        kind: %s
        metadata: {name: %s}
        spec: %s
        """
            .formatted(kind, scenario.namespace(), SPECS.get(kind));
    var object = client.resource(manifest);
    return kind.equals("NodeCertificate")
        ? object.inNamespace(scenario.namespace()).dryRun().create()
        : object.dryRun().create();
  }

  @Test
  void anOrderIsWaitedForAndARenewalIsNot() {
    try (var gate = scenario.gate("pve1.gated.example.com")) {
      scenario.apply("account.yaml").apply("gated-domain.yaml");
      assertHealth(
          scenario.awaitCertificate("pve1", Expect.notReady("FallbackInPlace")),
          "InProgress",
          "Progressing");

      gate.open();
      assertHealth(scenario.awaitCertificate("pve1", Expect.ready()), "Current", "Healthy");
      assertHealth(account(), "Current", "Healthy");
    }
  }

  @Test
  void whatMustBeChangedIsTold() {
    scenario.apply("account-without-consent-to-terms.yaml");
    assertHealth(scenario.awaitAccount(Expect.stalled("TermsNotAgreed")), "Failed", "Degraded");

    scenario.apply("one-domain.yaml", text -> text.replace(scenario.account(), "nobody"));
    var refused = scenario.awaitCertificate("pve1", Expect.stalledCertificate("AccountNotFound"));
    assertHealth(refused, "Failed", "Degraded");
    assertThat(tools.health(refused, ARGOCD_CM).message()).contains("nobody");
  }

  @Test
  void whatIsSuspendedIsShownAsSuch() {
    scenario.apply("account.yaml").apply("suspended-domain.yaml");
    var suspended = scenario.awaitCertificate("pve1", Expect.notReady("Suspended"));

    assertThat(tools.health(suspended, ARGOCD_CM).argoCD()).isEqualTo("Suspended");
  }

  /** A sync applies again what it has applied, and compares. */
  @Test
  void nothingThatTheOperatorWritesIsADrift() {
    scenario.serve("pve1.one.example.com").apply("account.yaml").apply("one-domain.yaml");
    var ready = scenario.awaitCertificate("pve1", Expect.ready());
    var account = account();

    scenario.apply("account.yaml").apply("one-domain.yaml");

    assertThat(scenario.certificate("pve1").orElseThrow().getMetadata().getResourceVersion())
        .isEqualTo(ready.getMetadata().getResourceVersion());
    assertThat(account().getMetadata().getResourceVersion())
        .isEqualTo(account.getMetadata().getResourceVersion());
    assertThat(writtenByTheOperator(ready)).containsOnly("status");
    assertThat(writtenByTheOperator(account)).containsOnly("status");
  }

  private static List<String> writtenByTheOperator(HasMetadata object) {
    return object.getMetadata().getManagedFields().stream()
        .filter(fields -> !fields.getManager().equals("test"))
        .map(fields -> String.valueOf(fields.getSubresource()))
        .toList();
  }

  private AcmeAccount account() {
    return client.resources(AcmeAccount.class).withName(scenario.account()).get();
  }

  private void assertHealth(HasMetadata object, String flux, String argoCD) {
    assertThat(tools.health(object, ARGOCD_CM))
        .extracting(GitOps.Health::flux, GitOps.Health::argoCD)
        .containsExactly(flux, argoCD);
  }
}
