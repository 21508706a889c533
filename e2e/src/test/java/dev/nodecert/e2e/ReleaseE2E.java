package dev.nodecert.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.CertificateStatus;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The release's later life; last of all classes, for it ends with the operator gone. */
@OnStage
@Order(100)
@TestMethodOrder(OrderAnnotation.class)
class ReleaseE2E {

  private final Kubernetes kubernetes;
  private final Release release;
  private final Site site;
  private final Figures figures;

  ReleaseE2E(Stage stage) {
    this.kubernetes = stage.kubernetes();
    this.release = stage.release();
    this.site = stage.site();
    this.figures = stage.figures();
  }

  private String serial() {
    return kubernetes
        .status(Site.NAMESPACE, Site.NAME)
        .map(it -> it.certificate())
        .map(CertificateStatus::serial)
        .orElseThrow();
  }

  @Test
  @Order(1)
  void anUpgradeKeepsWhatThereIs() {
    var before = serial();

    figures.time(
        "helm upgrade until the new operator is ready",
        () -> release.upgrade("log.level=debug", "operator.workers=16"));

    assertThat(serial()).isEqualTo(before);
    assertThat(kubernetes.hasCondition(Site.NAMESPACE, Site.NAME, "Ready")).isTrue();
    assertThat(site.serves(before)).isTrue();
  }

  @Test
  @Order(2)
  void anUninstallLeavesTheKindsAndTheSecrets() {
    var before = serial();

    figures.time("helm uninstall", release::uninstall);

    assertThat(kubernetes.pods(Release.NAMESPACE, "app.kubernetes.io/part-of=nodecert")).isEmpty();
    assertThat(serial()).isEqualTo(before);
    assertThat(site.serves(before)).isTrue();
    assertThat(cluster("crds")).hasLineCount(3);
    assertThat(cluster("clusterroles,clusterrolebindings,validatingadmissionpolicies")).isBlank();
  }

  /** What of a kind is left of the release, a line each. */
  private String cluster(String kinds) {
    return kubernetes
        .cluster()
        .kubectl("get", kinds, "--output=name", "--selector=app.kubernetes.io/instance=nodecert");
  }
}
