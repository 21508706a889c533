package dev.nodecert.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.api.v1alpha1.CertificateStatus;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One certificate, from its wish to its renewal; each test goes on where the one before ended. */
@OnStage
@Order(1)
@TestMethodOrder(OrderAnnotation.class)
class CertificateE2E {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final Kubernetes kubernetes;
  private final Release release;
  private final Site site;
  private final Renewal renewal;
  private final Figures figures;

  CertificateE2E(Stage stage) {
    this.kubernetes = stage.kubernetes();
    this.release = stage.release();
    this.site = stage.site();
    this.renewal = new Renewal(kubernetes);
    this.figures = stage.figures();
  }

  private Optional<CertificateStatus> certificate() {
    return renewal.certificate();
  }

  private boolean isFrom(CertificateSource source) {
    return certificate().filter(it -> it.source() == source).isPresent();
  }

  private boolean isServed() {
    return certificate().filter(it -> site.serves(it.serial())).isPresent();
  }

  @Test
  @Order(1)
  void theClusterCASignsAtOnce() {
    kubernetes.apply(Fixture.read("certificate.yaml"));

    figures.timeUntil(
        "kubectl apply until the Secret has the cluster CA's certificate",
        SOON,
        () -> isFrom(CertificateSource.ClusterCA));
    figures.timeUntil("  … until nginx, which ran without it, serves it", SOON, this::isServed);
    assertThat(site.served().getIssuerX500Principal().getName()).contains("NodeCert");
  }

  @Test
  @Order(2)
  void theCAIsToldByNginxAndTheSolver() {
    kubernetes.apply(Fixture.read("certificate-by-acme.yaml"));

    figures.timeUntil(
        "kubectl apply until the Secret has the ACME CA's certificate (http-01 by nginx)",
        SOON,
        () -> isFrom(CertificateSource.ACME));
    figures.timeUntil("  … until nginx serves it, by the refresh of its pod", SOON, this::isServed);
    assertThat(site.served().getIssuerX500Principal().getName()).contains("Pebble");
    await().atMost(SOON).until(() -> kubernetes.hasCondition(Site.NAMESPACE, Site.NAME, "Served"));
  }

  @Test
  @Order(3)
  void anotherPodOfTheProxyServesTheSame() {
    var serial = renewal.serial();
    var before = site.pod();
    kubernetes
        .client()
        .pods()
        .inNamespace(Site.NAMESPACE)
        .withLabelSelector(Site.SELECTOR)
        .withGracePeriod(0)
        .delete();

    figures.timeUntil(
        "nginx's pod deleted until the next one serves",
        SOON,
        () -> site.isReadyWithoutPod(before) && site.serves(serial));
  }

  @Test
  @Order(4)
  void aKilledOperatorIsReplacedByTheOneThatWaits() {
    var before = renewal.serial();
    var leader = release.leader();
    renewal.demand();
    kubernetes
        .client()
        .pods()
        .inNamespace(Release.NAMESPACE)
        .withName(leader)
        .withGracePeriod(0)
        .delete();

    figures.timeUntil(
        "operator's pod killed, a renewal asked for, until another one has renewed",
        Duration.ofMinutes(2),
        () -> renewal.isReadyWithOther(before));
    assertThat(release.leader()).isNotEqualTo(leader);
    await().atMost(SOON).ignoreExceptions().until(this::isServed);
  }
}
