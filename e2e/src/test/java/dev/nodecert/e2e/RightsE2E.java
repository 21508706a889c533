package dev.nodecert.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
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
    var line = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, line, 0, arguments.length);
    line[arguments.length] = "--as=" + user;
    return kubernetes.cluster().kubectl(line);
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
        "--filename=" + Fixture.path("tenants-certificate.yaml"));

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
                    "--filename=" + Fixture.path("tenants-certificate.yaml")));
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
    var pod = kubernetes.pods(Site.NAMESPACE, Site.SELECTOR).getFirst().getMetadata().getName();

    assertRefused(
        "changes nothing of a pod",
        () -> as(Release.USER, "label", "pod", pod, "--namespace=proxy", "a=b"));
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
