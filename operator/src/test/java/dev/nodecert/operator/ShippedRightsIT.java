package dev.nodecert.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.ShippedRights;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.TestEnvironment;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the shipped roles and admission policies keep the operator, the solver and tenants from.
 * That they let them do their work is shown by all other tests, whose operators have no other
 * rights.
 */
@TestEnvironment
class ShippedRightsIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String OURS = "nodecert.dev/certificate";
  private static final Map<String, String> DATA = Map.of("tls.key", "a2V5");

  private final KubernetesClient admin;
  private final KubernetesClient operator;
  private final ShippedRights rights;
  private final TestNamespace namespace;

  ShippedRightsIT(Cluster cluster, KubernetesClient admin, TestNamespace namespace) {
    this.admin = admin;
    this.namespace = namespace;
    this.rights = ShippedRights.on(cluster);
    this.operator = as(rights.operator());
  }

  private static KubernetesClient as(ConfigBuilder config) {
    return new KubernetesClientBuilder().withConfig(config.build()).build();
  }

  /** A policy holds a moment after it was made. */
  @BeforeEach
  void awaitPolicies() {
    Awaitility.await()
        .atMost(SOON)
        .until(() -> {
          try {
            operator.resource(secret(namespace.name(), "too-early", Map.of())).create();
            admin.secrets().inNamespace(namespace.name()).withName("too-early").delete();
            return false;
          } catch (KubernetesClientException e) {
            return true;
          }
        });
  }

  @AfterEach
  void close() {
    admin.pods().inNamespace(namespace.name()).withGracePeriod(0).delete();
    operator.close();
  }

  private static Secret secret(String namespace, String name, Map<String, String> labels) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .withLabels(labels)
        .endMetadata()
        .withType("Opaque")
        .withData(DATA)
        .build();
  }

  private Secret existing(String namespaceName, String name, Map<String, String> labels) {
    return admin.resource(secret(namespaceName, name, labels)).create();
  }

  private static void change(KubernetesClient as, Secret secret, Consumer<Secret> change) {
    as.resource(secret)
        .edit(present -> {
          var edited = new SecretBuilder(present).build();
          change.accept(edited);
          return edited;
        });
  }

  private static void assertDenied(String policy, ThrowingCallable request) {
    assertThatThrownBy(request)
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("ValidatingAdmissionPolicy 'nodecert-operator-%s'".formatted(policy))
        .hasMessageContaining("NodeCert operator");
  }

  private static void assertForbidden(ThrowingCallable request) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403))
        .hasMessageContaining("cannot");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nodecert.dev/certificate", "nodecert.dev/pending-key"})
  void theOperatorWritesSecretsWithItsLabels(String label) {
    var mine = operator.resource(secret(namespace.name(), "mine", Map.of(label, "pve1"))).create();

    assertThatCode(
            () -> {
              change(operator, mine, s -> s.setData(Map.of("tls.key", "b3RoZXI=")));
              operator.resource(mine).delete();
            })
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"app", "nodecert.dev/account-key", "nodecert.dev/cluster-ca"})
  void theOperatorWritesNoOtherSecretsThere(String label) {
    var labels = Map.of(label, "x");
    var others = existing(namespace.name(), "others", labels);

    assertDenied(
        "secrets", () -> operator.resource(secret(namespace.name(), "another", labels)).create());
    assertDenied("secrets", () -> change(operator, others, s -> s.setData(Map.of())));
    assertDenied(
        "secrets",
        () -> change(operator, others, s -> s.getMetadata().setLabels(Map.of(OURS, "pve1"))));
    assertDenied("secrets", () -> operator.resource(others).delete());
  }

  @Test
  void theOperatorReleasesASecretOnlyAsItIs() {
    var mine = existing(namespace.name(), "mine", Map.of(OURS, "pve1"));

    assertDenied(
        "secrets",
        () ->
            change(
                operator,
                mine,
                s -> {
                  s.getMetadata().setLabels(Map.of());
                  s.setData(Map.of("tls.key", "b3RoZXI="));
                }));
    assertThatCode(() -> change(operator, mine, s -> s.getMetadata().setLabels(Map.of())))
        .doesNotThrowAnyException();
  }

  @Test
  void aLabelThatSomebodyTookOffIsPutBack() {
    var mine =
        new SecretBuilder(secret(namespace.name(), "mine", Map.of()))
            .editMetadata()
            .addToAnnotations("nodecert.dev/owner-uid", "uid-1")
            .endMetadata()
            .build();
    var stripped = admin.resource(mine).create();

    assertThatCode(
            () -> change(operator, stripped, s -> s.getMetadata().setLabels(Map.of(OURS, "pve1"))))
        .doesNotThrowAnyException();
  }

  @Test
  void theOperatorMakesItselfNoToken() {
    var token =
        new SecretBuilder(secret(namespace.name(), "token", Map.of(OURS, "pve1")))
            .withType("kubernetes.io/service-account-token")
            .editMetadata()
            .addToAnnotations("kubernetes.io/service-account.name", "default")
            .endMetadata()
            .build();

    assertDenied("secrets", () -> operator.resource(token).create());
  }

  @Test
  void whatAUserBringsStaysInTheOperatorsOwnNamespaceToo() {
    var brought =
        existing(
            RunningOperator.NAMESPACE,
            "brought-to-" + namespace.name(),
            Map.of("nodecert.dev/allow-read", "true"));
    try {
      assertDenied("secrets", () -> change(operator, brought, s -> s.setData(Map.of())));
      assertDenied("secrets", () -> operator.resource(brought).delete());
    } finally {
      admin.resource(brought).delete();
    }
  }

  @Test
  void othersAreNotHeldToIt() {
    assertThatCode(
            () -> {
              var others = existing(namespace.name(), "others", Map.of());
              change(admin, others, s -> s.setData(Map.of()));
              admin.resource(others).delete();
            })
        .doesNotThrowAnyException();
  }

  private Pod pod() {
    load("proxy-role.yaml");
    load("mounting-pod.yaml");
    return admin.pods().inNamespace(namespace.name()).withName("pve1-proxy").require();
  }

  private void load(String fixture) {
    var stream = ShippedRightsIT.class.getResourceAsStream("/fixtures/" + fixture);
    for (HasMetadata object : admin.load(stream).items()) {
      admin.resource(object).inNamespace(namespace.name()).create();
    }
  }

  /** It may not get pods: an administrator reads what it changes. */
  private void changePod(KubernetesClient as, Pod pod, Consumer<Pod> change) {
    as.resource(admin.resource(pod).require())
        .edit(present -> {
          change.accept(present);
          return present;
        });
  }

  @Test
  void theOperatorChangesNothingOfAPodButOneAnnotation() {
    var pod = pod();

    changePod(
        operator, pod, p -> p.getMetadata().setAnnotations(Map.of("nodecert.dev/refreshed", "a")));
    changePod(
        operator, pod, p -> p.getMetadata().setAnnotations(Map.of("nodecert.dev/refreshed", "b")));

    for (Consumer<Pod> change :
        List.<Consumer<Pod>>of(
            p -> p.getMetadata().getAnnotations().put("example.com/other", "x"),
            p -> p.getMetadata().setLabels(Map.of("app", "another")),
            p -> p.getMetadata().setFinalizers(List.of("example.com/stay")),
            p -> p.getSpec().getContainers().getFirst().setImage("another"))) {
      assertDenied("pods", () -> changePod(operator, pod, change));
    }
  }

  private static final String CERTIFICATE =
      """
      apiVersion: nodecert.dev/v1alpha1
      kind: NodeCertificate
      metadata: {name: pve1, namespace: %s}
      spec: {source: ClusterCA}
      """;

  private static void create(KubernetesClient as, String yaml) {
    as.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .items()
        .forEach(object -> as.resource(object).create());
  }

  @Test
  void nobodyMakesANodeCertificateInTheOperatorsNamespace() {
    assertDenied(
        "own-namespace", () -> create(admin, CERTIFICATE.formatted(RunningOperator.NAMESPACE)));
    assertThatCode(() -> create(admin, CERTIFICATE.formatted(namespace.name())))
        .doesNotThrowAnyException();
  }

  @Test
  void theOperatorChangesNothingOfWhatIsDeclaredButItsFinalizers() {
    create(admin, CERTIFICATE.formatted(namespace.name()));

    patch("metadata: {finalizers: [nodecert.dev/revocation, example.com/kept]}", admin);
    patch("metadata: {finalizers: [nodecert.dev/challenge-records, example.com/kept]}", operator);
    for (var metadata :
        List.of(
            "finalizers: [nodecert.dev/revocation]",
            "labels: {a: b}",
            "annotations: {nodecert.dev/renew: now}")) {
      assertDenied("declarations", () -> patch("metadata: {%s}".formatted(metadata), operator));
    }
    assertDenied("declarations", () -> patch("spec: {suspend: true}", operator));
    patch("metadata: {finalizers: []}", admin);
  }

  private void patch(String change, KubernetesClient as) {
    as.genericKubernetesResources("nodecert.dev/v1alpha1", "NodeCertificate")
        .inNamespace(namespace.name())
        .withName("pve1")
        .patch(PatchContext.of(PatchType.JSON_MERGE), asJson(change));
  }

  private static String asJson(String yaml) {
    return Serialization.asJson(Serialization.unmarshal(yaml, Map.class));
  }

  @Test
  void aTenantMakesNodeCertificatesAndNothingElse() {
    try (var editor = tenant("edit");
        var viewer = tenant("view")) {
      create(editor, CERTIFICATE.formatted(namespace.name()));

      var read =
          viewer
              .genericKubernetesResources("nodecert.dev/v1alpha1", "NodeCertificate")
              .inNamespace(namespace.name())
              .withName("pve1")
              .require();
      assertForbidden(() -> viewer.resource(read).delete());
      assertForbidden(() -> editor.resource(read).patchStatus());
      assertForbidden(() -> editor.secrets().inNamespace(namespace.name()).list());
      assertForbidden(() -> create(editor, CERTIFICATE.formatted("default")));
      assertForbidden(
          () -> editor.genericKubernetesResources("nodecert.dev/v1alpha1", "AcmeAccount").list());
    }
  }

  private KubernetesClient tenant(String role) {
    var user = role + "-" + namespace.name();
    create(
        admin,
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: %1$s, namespace: %2$s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: nodecert-operator-%1$s}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: %3$s}]
        """
            .formatted(role, namespace.name(), user));
    var config = new ConfigBuilder(admin.getConfiguration()).withImpersonateUsername(user).build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  @Test
  void theSolverReadsNoSecretAndWritesNothing() {
    try (var solver = as(rights.solver())) {
      assertForbidden(() -> solver.secrets().inNamespace(namespace.name()).list());
      assertForbidden(() ->
          solver.secrets().inNamespace(RunningOperator.NAMESPACE).withName("nodecert-ca").get());
      assertForbidden(() -> create(solver, CERTIFICATE.formatted(namespace.name())));
    }
  }
}
