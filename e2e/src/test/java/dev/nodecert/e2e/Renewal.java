package dev.nodecert.e2e;

import static org.awaitility.Awaitility.await;

import dev.nodecert.api.v1alpha1.CertificateStatus;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Renewals that are asked for, of the certificate of {@link Site#NAME}. */
record Renewal(Kubernetes kubernetes) {

  private static final Duration SOON = Duration.ofSeconds(60);

  Optional<CertificateStatus> certificate() {
    return kubernetes.status(Site.NAMESPACE, Site.NAME).map(it -> it.certificate());
  }

  String serial() {
    return certificate().map(CertificateStatus::serial).orElseThrow();
  }

  /** Asks for one, later than the certificate, which is known to the second. */
  void demand() {
    var issuedAt = certificate().map(CertificateStatus::issuedAt).orElse(Instant.EPOCH);
    var at = issuedAt.plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
    await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> Instant.now().isAfter(at));
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

  /**
   * Asks for a key of this size: more often than once an hour nothing but another wish is taken up.
   */
  void demandKey(int size) {
    kubernetes
        .cluster()
        .kubectl(
            "patch",
            "nodecertificate",
            Site.NAME,
            "--namespace=" + Site.NAMESPACE,
            "--type=merge",
            "--patch={\"spec\":{\"privateKey\":{\"algorithm\":\"ECDSA\",\"size\":%d}}}"
                .formatted(size));
  }

  /** Whether there is another certificate than that, and all is well. */
  boolean isReadyWithOther(String before) {
    return !serial().equals(before) && kubernetes.hasCondition(Site.NAMESPACE, Site.NAME, "Ready");
  }
}
