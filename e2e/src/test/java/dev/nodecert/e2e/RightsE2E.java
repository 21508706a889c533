package dev.nodecert.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Who may do what, as the shipped roles and admission policies say. */
@OnStage
@Order(3)
class RightsE2E {

  private static final String TENANT = "tenant";

  private final Kubernetes kubernetes;

  RightsE2E(Stage stage) {
    this.kubernetes = stage.kubernetes();
  }

  private String as(String user, String... arguments) {
    var line = Stream.concat(Stream.of(arguments), Stream.of("--as=" + user));
    return kubernetes.cluster().kubectl(line.toArray(String[]::new));
  }

  private void letTenantIn() {
    var binding =
        new RoleBindingBuilder()
            .withNewMetadata()
            .withNamespace(Site.NAMESPACE)
            .withName(TENANT)
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "nodecert-operator-edit")
            .addNewSubject()
            .withKind("User")
            .withName(TENANT)
            .endSubject()
            .build();
    kubernetes.client().resource(binding).serverSideApply();
  }

  private void assertRefused(String reason, Runnable action) {
    assertThatIllegalStateException().isThrownBy(action::run).withMessageContaining(reason);
  }

  @Test
  void aTenantMakesANodeCertificateAndNothingElse() {
    letTenantIn();

    as(
        TENANT,
        "apply",
        "--namespace=proxy",
        "--filename=" + Fixture.path("certificate-of-a-tenant.yaml"));

    assertThat(as(TENANT, "get", "nodecertificates", "--namespace=proxy", "--output=name"))
        .contains("nodecertificate.nodecert.dev/tenants");
    assertRefused("forbidden", () -> as(TENANT, "get", "secrets", "--namespace=proxy"));
    assertRefused("forbidden", () -> as(TENANT, "get", "acmeaccounts"));
    assertRefused("forbidden", () -> as(TENANT, "get", "nodecertificates", "--all-namespaces"));
    assertRefused(
        "forbidden",
        () ->
            as(
                TENANT,
                "patch",
                "nodecertificate",
                "tenants",
                "--namespace=proxy",
                "--subresource=status",
                "--type=merge",
                "--patch={\"status\":{\"observedGeneration\":7}}"));
  }

  @Test
  void nobodyMakesANodeCertificateInTheOperatorsNamespace() {
    assertRefused(
        "holds its keys",
        () ->
            kubernetes
                .cluster()
                .kubectl(
                    "apply",
                    "--namespace=nodecert",
                    "--filename=" + Fixture.path("certificate-of-a-tenant.yaml")));
  }

  @Test
  void theOperatorsTokenWritesNoOtherSecret() {
    var kubectl = kubernetes.cluster();
    kubectl.kubectl(
        "create", "secret", "generic", "foreign", "--namespace=proxy", "--from-literal=a=b");

    assertRefused(
        "without one of its own labels",
        () ->
            as(
                Release.USER,
                "patch",
                "secret",
                "foreign",
                "--namespace=proxy",
                "--type=merge",
                "--patch={\"stringData\":{\"a\":\"c\"}}"));
    assertRefused(
        "without one of its own labels",
        () -> as(Release.USER, "create", "secret", "generic", "another", "--namespace=proxy"));
  }

  @Test
  void theOperatorsTokenChangesNothingOfAPodButItsAnnotation() {
    var pod = kubernetes.pods(Site.NAMESPACE, Site.SELECTOR).getFirst();
    var patch = "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}";

    // Not by kubectl, which reads a pod before it patches it: that is no right of the operator's.
    try (var operator = kubernetes.clientAs(Release.USER)) {
      assertThatExceptionOfType(KubernetesClientException.class)
          .isThrownBy(
              () -> operator.resource(pod).patch(PatchContext.of(PatchType.JSON_MERGE), patch))
          .withMessageContaining("changes nothing of a pod");
    }
  }

  @Test
  void theSolverReadsNoSecret() {
    assertRefused(
        "forbidden",
        () ->
            as(
                "system:serviceaccount:nodecert:nodecert-operator-solver",
                "get",
                "secrets",
                "--all-namespaces"));
  }
}
