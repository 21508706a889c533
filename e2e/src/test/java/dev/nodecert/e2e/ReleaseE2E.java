package dev.nodecert.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The release's later life; last of all classes, for it ends with the operator gone. */
@OnStage
@Order(100)
@TestMethodOrder(OrderAnnotation.class)
class ReleaseE2E {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String RIGHTS =
      "clusterroles,clusterrolebindings,validatingadmissionpolicies,validatingadmissionpolicybindings";

  private final Kubernetes kubernetes;
  private final Release release;
  private final Site site;
  private final Renewal renewal;
  private final Figures figures;

  ReleaseE2E(Stage stage) {
    this.kubernetes = stage.kubernetes();
    this.release = stage.release();
    this.site = stage.site();
    this.renewal = new Renewal(kubernetes);
    this.figures = stage.figures();
  }

  @Test
  @Order(1)
  void anUpgradeKeepsWhatThereIs() {
    var before = renewal.serial();

    figures.time(
        "helm upgrade until the new operator is ready",
        () -> release.upgrade("log.level=debug", "operator.workers=16"));

    assertThat(renewal.serial()).isEqualTo(before);
    assertThat(kubernetes.hasCondition(Site.NAMESPACE, Site.NAME, "Ready")).isTrue();
    assertThat(site.serves(before)).isTrue();
  }

  @Test
  @Order(2)
  void anUninstallLeavesTheKindsAndTheSecrets() {
    letTheOperatorHoldTheCertificate();
    var before = renewal.serial();
    assertThat(left(RIGHTS)).isNotEmpty();

    figures.time("helm uninstall", release::uninstall);

    await()
        .atMost(SOON)
        .until(() -> kubernetes.pods(Release.NAMESPACE, Release.SELECTOR).isEmpty());
    assertThat(left(RIGHTS)).isEmpty();
    assertThat(left("crds")).hasSize(3);
    assertThat(renewal.serial()).isEqualTo(before);
    assertThat(site.serves(before)).isTrue();
    assertThat(certificate("delete", "--timeout=10s")).contains("deleted");
  }

  /** It waits for a revocation before it lets the certificate go. */
  private void letTheOperatorHoldTheCertificate() {
    certificate("patch", "--type=merge", "--patch={\"spec\":{\"revocation\":{\"onDelete\":true}}}");
    await()
        .atMost(SOON)
        .until(
            () -> certificate("get", "--output=jsonpath={.metadata.finalizers}"),
            finalizers -> finalizers.contains("nodecert.dev/revocation"));
  }

  private String certificate(String verb, String... options) {
    var object = List.of(verb, "nodecertificate", Site.NAME, "--namespace=" + Site.NAMESPACE);
    return kubernetes
        .cluster()
        .kubectl(Stream.concat(object.stream(), Stream.of(options)).toArray(String[]::new));
  }

  /** What there is of the release, of these kinds. */
  private List<String> left(String kinds) {
    return kubernetes
        .cluster()
        .kubectl("get", kinds, "--output=name", "--selector=" + Release.SELECTOR)
        .lines()
        .toList();
  }
}
