package dev.nodecert.e2e;

import static org.awaitility.Awaitility.await;

import dev.nodecert.api.v1alpha1.NodeCertificateStatus;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A wildcard, proven by a script that runs in a container of its own. */
@OnStage
@Order(2)
class DnsE2E {

  private static final Duration SOON = Duration.ofSeconds(90);

  private final Kubernetes kubernetes;
  private final Figures figures;

  DnsE2E(Stage stage) {
    this.kubernetes = stage.kubernetes();
    this.figures = stage.figures();
  }

  @Test
  void aScriptProvesAWildcard() {
    kubernetes.apply(Fixture.read("dns.yaml"));

    figures.timeUntil(
        "kubectl apply until the Secret has a wildcard (dns-01 by acme.sh's nsupdate)",
        SOON,
        () -> kubernetes.hasCondition(Site.NAMESPACE, "wildcard", "Ready"));
    await().atMost(SOON).until(() -> status().records().isEmpty());
  }

  private NodeCertificateStatus status() {
    return kubernetes.status(Site.NAMESPACE, "wildcard").orElseThrow();
  }
}
