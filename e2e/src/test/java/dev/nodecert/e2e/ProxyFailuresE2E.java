package dev.nodecert.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.nodecert.testenv.Credentials;
import dev.nodecert.testenv.TestAuthority;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What is seen of a proxy while something of it, or around it, is broken. */
@OnStage
@Order(7)
class ProxyFailuresE2E {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String BASE = "https://" + Site.HOST;
  private static final String OWN = "own.e2e.test";
  private static final String OWN_SELECTOR = "nodecert.dev/node=own";

  private final Kubernetes kubernetes;
  private final Site site;
  private final Datacenter datacenter;
  private final Figures figures;

  ProxyFailuresE2E(Stage stage) {
    this.kubernetes = stage.kubernetes();
    this.site = stage.site();
    this.datacenter = stage.datacenter();
    this.figures = stage.figures();
  }

  private static boolean answers() {
    return Visitor.stranger().get(BASE + "/").statusCode() == 200;
  }

  @Test
  void aNodeThatIsDownIsABadGateway() {
    datacenter.scale(0);
    try {
      var answer =
          await()
              .atMost(SOON)
              .until(() -> Visitor.stranger().get(BASE + "/"), it -> it.statusCode() == 502);
      assertThat(answer.body()).doesNotContain("198.19.", "8006");
    } finally {
      datacenter.scale(1);
      datacenter.awaitStart();
    }
    await().atMost(SOON).ignoreExceptions().until(ProxyFailuresE2E::answers);
  }

  @Test
  void withoutACertificatePort80ServesAlone_andABrokenOneIsNeverServed() {
    assertThat(Visitor.stranger().get("http://" + OWN + "/").statusCode()).isEqualTo(308);
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Visitor.stranger().get("https://" + OWN + "/"));

    var authority = TestAuthority.create("e2e-own");
    var first = authority.issue(OWN);
    var second = authority.issue(OWN);
    put(first.certificatePem(), first.privateKeyPem());
    await().atMost(SOON).ignoreExceptions().until(() -> serves(first));

    put(second.certificatePem(), first.privateKeyPem());
    await()
        .atMost(SOON)
        .until(() -> kubernetes.log(Site.NAMESPACE, OWN_SELECTOR).contains("is not served"));
    assertThat(serves(first)).isTrue();

    put(second.certificatePem(), second.privateKeyPem());
    await().atMost(SOON).until(() -> serves(second));
  }

  private static boolean serves(Credentials pair) {
    return Site.served(OWN).getFirst().equals(pair.certificate());
  }

  /** And has the kubelet look at once, as the operator does. */
  private void put(String certificate, String key) {
    var secret = site.secret("own", Map.of("tls.crt", certificate, "tls.key", key));
    kubernetes.client().resource(secret).createOr(it -> it.update());
    kubernetes
        .client()
        .resource(kubernetes.pods(Site.NAMESPACE, OWN_SELECTOR).getFirst())
        .edit(pod ->
            new PodBuilder(pod)
                .editMetadata()
                .addToAnnotations("e2e.test/looked-at", Instant.now().toString())
                .endMetadata()
                .build());
  }

  @Test
  void aKilledNginxComesBackWithWhatItServed() {
    var served = site.served();
    var before = restarts();

    kubernetes
        .cluster()
        .kubectl(
            "exec",
            "--namespace=" + Site.NAMESPACE,
            site.pod(),
            "--",
            "/bin/sh",
            "-c",
            "kill -9 \"$(cat /run/nginx/nginx.pid)\"");

    figures.timeUntil(
        "nginx killed until it serves again", SOON, () -> restarts() > before && answers());
    assertThat(site.served()).isEqualTo(served);
  }

  private int restarts() {
    return kubernetes
        .pods(Site.NAMESPACE, Site.SELECTOR)
        .getFirst()
        .getStatus()
        .getContainerStatuses()
        .getFirst()
        .getRestartCount();
  }

  @Test
  void aDrainedMachineHandsItsProxiesToTheNextOne() {
    var served = site.served();
    kubectl(
        "drain",
        "node1",
        "--pod-selector=" + Site.SELECTOR,
        "--delete-emptydir-data",
        "--timeout=60s");
    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(ProxyFailuresE2E::answers);

    kubectl("uncordon", "node1");

    figures.timeUntil(
        "a machine for a drained proxy until it serves", SOON, ProxyFailuresE2E::answers);
    assertThat(site.served()).isEqualTo(served);
  }

  private void kubectl(String... arguments) {
    kubernetes.cluster().kubectl(arguments);
  }
}
