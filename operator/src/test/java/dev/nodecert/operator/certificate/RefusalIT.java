package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.Condition;
import dev.nodecert.api.v1alpha1.Failure;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.condition.ConditionType;
import dev.nodecert.operator.condition.Conditions;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands in the way has a reason of its own, and is gone when its cause is. */
@WithOperator
class RefusalIT {

  private final KubernetesClient client;
  private final RunningOperator operator;
  private final TestNamespace namespace;
  private final Scenario scenario;

  RefusalIT(
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
  void anAccountThatIsNotThereIsWaitedFor() {
    scenario.serve("pve1.refused.example.com").apply("refused-domain.yaml");
    var refused = scenario.awaitCertificate("pve1", Expect.notReady("AccountNotFound"));
    assertThat(condition(refused, ConditionType.STALLED).message())
        .contains("no AcmeAccount " + scenario.account());

    scenario.apply("account.yaml");

    scenario.awaitCertificate("pve1", Expect.ready());
  }

  @Test
  void anAccountServesOnlyTheNamespacesAndDomainsThatItAllows() {
    scenario
        .serve("pve1.refused.example.com")
        .apply("account-for-another-namespace.yaml")
        .apply("refused-domain.yaml");
    scenario.awaitCertificate("pve1", Expect.notReady("NamespaceNotAllowed"));

    scenario.apply("account-for-another-domain.yaml");
    var refused = scenario.awaitCertificate("pve1", Expect.notReady("DomainNotAllowed"));
    assertThat(condition(refused, ConditionType.READY).message())
        .contains("pve1.refused.example.com");

    scenario.apply("account.yaml");
    scenario.awaitCertificate("pve1", Expect.ready());
  }

  @Test
  void aNameBelongsToTheNamespaceThatOrderedItFirst() {
    try (var other = TestNamespace.create(client, "second");
        var later = scenario.in(other)) {
      scenario.serve("pve1.refused.example.com").apply("account.yaml").apply("refused-domain.yaml");
      scenario.awaitCertificate("pve1", Expect.ready());
      later.apply("refused-domain.yaml");
      var refused = later.awaitCertificate("pve1", Expect.notReady("NameClaimed"));
      assertThat(condition(refused, ConditionType.STALLED).message())
          .contains(namespace.name() + "/pve1");

      later.serve("pve1.refused.example.com");
      scenario.deleteCertificate("pve1");

      later.awaitCertificate("pve1", Expect.ready());
    }
  }

  @Test
  void aProfileThatTheCADoesNotOfferIsToldWithThoseThatItDoes() {
    scenario
        .serve("pve1.one.example.com")
        .apply("account.yaml")
        .apply("profile-that-is-not-offered.yaml");

    var refused = scenario.awaitCertificate("pve1", Expect.notReady("ProfileNotOffered"));
    assertThat(condition(refused, ConditionType.STALLED).message())
        .contains("no profile eternal; it has: default, shortlived");

    scenario.apply("short-lived.yaml");
    scenario.awaitCertificate("pve1", Expect.ready());
  }

  @Test
  void aSecretIsForTheOneThatAskedFirst() {
    scenario
        .serve("first.shared.example.com", "second.shared.example.com")
        .apply("account.yaml")
        .apply("same-secret-twice.yaml");

    scenario.awaitCertificate("first", Expect.ready());
    var refused = scenario.awaitCertificate("second", Expect.notReady("SecretNotOurs"));

    assertThat(condition(refused, ConditionType.STALLED).message()).contains("/first");
    assertThat(scenario.events("OrderCreated")).hasSize(1);
  }

  @Test
  void aSecretOfSomeoneElseIsNotTouched() {
    scenario
        .serve("pve1.foreign.example.com")
        .apply("secret-of-someone-else.yaml")
        .apply("account.yaml")
        .apply("foreign-secret-domain.yaml");

    var refused = scenario.awaitCertificate("pve1", Expect.notReady("SecretNotOurs"));

    assertThat(condition(refused, ConditionType.STALLED).message()).contains("pve1-tls");
    assertThat(scenario.secret("pve1-tls").orElseThrow().getData()).containsOnlyKeys("note");
  }

  @Test
  void aSecretOfSomeoneElseInThePlaceOfThePendingKeyIsNotTouched() {
    scenario
        .serve("pve1.refused.example.com")
        .apply("secret-in-place-of-the-pending-key.yaml")
        .apply("account.yaml")
        .apply("refused-domain.yaml");

    var refused = scenario.awaitCertificate("pve1", Expect.notReady("SecretNotOurs"));

    assertThat(condition(refused, ConditionType.STALLED).message()).contains("pve1-pending-key");
    assertThat(scenario.secret("pve1-pending-key").orElseThrow().getData())
        .containsOnlyKeys("note");
  }

  @Test
  void whatTheCASaysOfANameThatDoesNotResolveIsTold() {
    scenario.apply("account.yaml").apply("unresolvable-domain.yaml");

    var failed =
        scenario.awaitCertificate(
            "pve1", c -> c.getStatus() != null && c.getStatus().failure() != null);

    assertThat(failure(failed).message()).contains("pve1.unresolvable.example.com");
    assertThat(failure(failed).retryAt()).isAfter(failure(failed).at());
    assertThat(condition(failed, ConditionType.READY).message()).contains("status.failure.retryAt");
    assertThat(failed.getStatus().issuance()).isNull();
  }

  @Test
  void aNameThatTheCARejectsIsToldInTheCAsWords(
      @PebbleWith(blockedDomains = "blocked.example.com") Pebble strict) {
    try (var blocked = new Scenario(client, operator, strict, namespace)) {
      blocked.apply("account.yaml").apply("blocked-domain.yaml");

      var failed = blocked.awaitCertificate("pve1", Expect.notReady("RejectedIdentifier"));

      assertThat(failure(failed).type()).isEqualTo("rejectedIdentifier");
      assertThat(condition(failed, ConditionType.RECONCILING).message())
          .contains("pve1.blocked.example.com");
    }
  }

  private static Failure failure(NodeCertificate certificate) {
    var failure = certificate.getStatus().failure();
    assertThat(failure).isNotNull();
    return failure;
  }

  private static Condition condition(NodeCertificate certificate, ConditionType type) {
    return Conditions.find(certificate.getStatus().conditions(), type).orElseThrow();
  }
}
