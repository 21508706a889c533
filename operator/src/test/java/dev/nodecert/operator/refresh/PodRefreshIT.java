package dev.nodecert.operator.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nodecert.operator.refresh.RefreshOutcome.Forbidden;
import dev.nodecert.operator.refresh.RefreshOutcome.Refreshed;
import dev.nodecert.operator.testing.Tenant;
import dev.nodecert.testenv.AuditRecord;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.TestEnvironment;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pods at a real API server; there is no kubelet, so they stay Pending. */
@TestEnvironment
class PodRefreshIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String FINGERPRINT = "E4:FA:E4:3B:C8:5F:70:55:E9:03:E1:4D:9D:F7:C8:5B";
  private static final String MARK = "e4fae43bc85f7055";
  private static final String OTHER_FINGERPRINT = "00:11:22:33:44:55:66:77:88";

  private final Cluster cluster;
  private final KubernetesClient client;
  private final TestNamespace namespace;

  PodRefreshIT(Cluster cluster, KubernetesClient client, TestNamespace namespace) {
    this.cluster = cluster;
    this.client = client;
    this.namespace = namespace;
  }

  @BeforeEach
  void createPods() {
    var account = client.serviceAccounts().inNamespace(namespace.name()).withName("default");
    await().atMost(SOON).until(() -> account.get() != null);
    create("proxy-1", "pve1-tls");
    create("proxy-2", "pve1-tls");
    create("other", "pve2-tls");
    create("going", "pve1-tls");
    client.pods().inNamespace(namespace.name()).withName("going").delete();
  }

  /** No kubelet ends those that are going, and they would hold up the namespace's deletion. */
  @AfterEach
  void deletePods() {
    client.pods().inNamespace(namespace.name()).withGracePeriod(0).delete();
  }

  private void create(String name, String secret) {
    client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace.name())
                .withName(name)
                .withAnnotations(Map.of("example.com/kept", "yes"))
                .endMetadata()
                .withNewSpec()
                .withNodeName("node-1")
                .addNewContainer()
                .withName("nginx")
                .withImage("nginx")
                .addNewVolumeMount()
                .withName("tls")
                .withMountPath("/tls")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("tls")
                .withNewSecret()
                .withSecretName(secret)
                .endSecret()
                .endVolume()
                .endSpec()
                .build())
        .create();
  }

  private Map<String, String> annotations(String pod) {
    Pod read = client.pods().inNamespace(namespace.name()).withName(pod).get();
    return read.getMetadata().getAnnotations();
  }

  private RefreshOutcome refresh(KubernetesClient as, String fingerprint) {
    return new PodRefresh(as, "nodecert").refresh(namespace.name(), "pve1-tls", fingerprint);
  }

  @Test
  void thePodsThatMountTheSecretAreTouchedOnceForEachCertificate() {
    var mark = cluster.audit().mark();

    assertThat(refresh(client, FINGERPRINT)).isEqualTo(new Refreshed(2));
    assertThat(refresh(client, FINGERPRINT)).isEqualTo(new Refreshed(0));

    for (var pod : new String[] {"proxy-1", "proxy-2"}) {
      assertThat(annotations(pod))
          .containsOnly(
              Map.entry("example.com/kept", "yes"), Map.entry(RefreshMark.ANNOTATION, MARK));
    }
    for (var pod : new String[] {"other", "going"}) {
      assertThat(annotations(pod)).containsOnlyKeys("example.com/kept");
    }
    assertThat(refresh(client, OTHER_FINGERPRINT)).isEqualTo(new Refreshed(2));
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(
                    cluster
                        .audit()
                        .since(mark)
                        .inNamespace(namespace.name())
                        .writes()
                        .where(it -> it.user().equals("admin"))
                        .list())
                .extracting(AuditRecord::verb)
                .containsExactly("patch", "patch", "patch", "patch"));
  }

  @Test
  void whoMayListAndPatchPodsMayRefreshAndWhoMayNotIsTold() {
    try (var tenant = Tenant.of(namespace)) {
      assertThat(refresh(tenant.client(), FINGERPRINT))
          .isInstanceOfSatisfying(
              Forbidden.class,
              it -> assertThat(it.message()).contains("list and patch pods", "Role"));

      tenant.allow("", "pods", "list");
      tenant.allow("", "pods", "patch");

      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(refresh(tenant.client(), FINGERPRINT)).isInstanceOf(Refreshed.class));
      assertThat(annotations("proxy-1")).containsEntry(RefreshMark.ANNOTATION, MARK);
    }
  }

  /** A pod may go between the list and the patch. */
  @Test
  void aPodThatIsGoneIsNotMadeAndAnotherOfItsNameNotTouched() {
    try (var tenant = Tenant.of(namespace)) {
      tenant.allow("", "pods", "list");
      tenant.allow("", "pods", "patch");
      var mark = RefreshMark.of(FINGERPRINT);
      var refresh = new PodRefresh(tenant.client(), "nodecert");
      var proxy = client.pods().inNamespace(namespace.name()).withName("proxy-1").get();
      await().atMost(SOON).ignoreExceptions().until(() -> refresh.touch(proxy, mark) == 1);

      var former = new PodBuilder(proxy).editMetadata().withUid("former").endMetadata().build();
      var gone = new PodBuilder(former).editMetadata().withName("gone").endMetadata().build();

      assertThat(refresh.touch(former, RefreshMark.of(OTHER_FINGERPRINT))).isZero();
      assertThat(refresh.touch(gone, mark)).isZero();
      assertThat(annotations("proxy-1")).containsEntry(RefreshMark.ANNOTATION, MARK);
    }
  }
}
