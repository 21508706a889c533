package dev.nodecert.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.api.v1alpha1.CertificateStatus;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
  private final Figures figures;

  CertificateE2E(Stage stage) {
    this.kubernetes = stage.kubernetes();
    this.release = stage.release();
    this.site = stage.site();
    this.figures = stage.figures();
  }

  private Optional<CertificateStatus> certificate() {
    return kubernetes.status(Site.NAMESPACE, Site.NAME).map(it -> it.certificate());
  }

  private boolean isFrom(CertificateSource source) {
    return certificate().filter(it -> it.source() == source).isPresent();
  }

  private String serial() {
    return certificate().map(CertificateStatus::serial).orElseThrow();
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
    figures.timeUntil("  … until nginx, which waited for it, serves it", SOON, this::isServed);
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
    var serial = serial();
    kubernetes
        .client()
        .pods()
        .inNamespace(Site.NAMESPACE)
        .withLabel("app", "pve1")
        .withGracePeriod(0)
        .delete();

    figures.timeUntil(
        "nginx's pod deleted until the next one serves", SOON, () -> site.serves(serial));
  }

  @Test
  @Order(4)
  void aKilledOperatorIsReplacedByTheOneThatWaits() {
    var before = serial();
    var leader = release.leader();
    demandRenewal();
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
        () -> isReadyWithOther(before));
    assertThat(release.leader()).isNotEqualTo(leader);
    await().atMost(SOON).ignoreExceptions().until(this::isServed);
  }

  private boolean isReadyWithOther(String serial) {
    return !serial().equals(serial) && kubernetes.hasCondition(Site.NAMESPACE, Site.NAME, "Ready");
  }

  /** Later than the certificate, which is known to the second. */
  private void demandRenewal() {
    var issuedAt = certificate().map(CertificateStatus::issuedAt).orElse(Instant.EPOCH);
    var at = issuedAt.plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
    await().atMost(SOON).until(() -> Instant.now().isAfter(at));
    kubernetes
        .client()
        .resources(NodeCertificate.class)
        .inNamespace(Site.NAMESPACE)
        .withName(Site.NAME)
        .edit(it -> {
          it.setMetadata(
              new ObjectMetaBuilder(it.getMetadata())
                  .addToAnnotations("nodecert.dev/renew", at.toString())
                  .build());
          return it;
        });
  }
}
