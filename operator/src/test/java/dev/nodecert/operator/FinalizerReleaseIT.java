package dev.nodecert.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.TestEnvironment;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is left of the operator once it is uninstalled holds up no deletion. The finalizers are none
 * that an operator of another test would take off by itself.
 */
@TestEnvironment
class FinalizerReleaseIT {

  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private final KubernetesClient client;
  private final TestNamespace namespace;
  private final FinalizerRelease release;

  FinalizerReleaseIT(Cluster cluster, TestNamespace namespace) {
    this.client = cluster.client();
    this.namespace = namespace;
    this.release = new FinalizerRelease(client, namespace.name(), () -> NOW);
  }

  @AfterEach
  void deleteAccounts() {
    release(List.of(namespace.name()));
    client.resource(account("[]")).delete();
  }

  @Test
  void oursAreTakenOffAndOthersStay() {
    var certificate =
        client
            .resource(
                """
                apiVersion: nodecert.dev/v1alpha1
                kind: NodeCertificate
                metadata:
                  name: pve1
                  namespace: %s
                  finalizers: [nodecert.dev/of-tomorrow, example.com/kept, nodecert.dev/of-yesterday]
                spec: {source: ClusterCA}
                """
                    .formatted(namespace.name()))
            .create();
    var account = client.resource(account("[nodecert.dev/of-tomorrow]")).create();

    release(List.of());

    assertThat(finalizers(certificate)).containsExactly("example.com/kept");
    assertThat(finalizers(account)).isEmpty();
    client
        .resource(certificate)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": null}}");
  }

  @Test
  void onlyNamespacesThatWereWatchedAreLookedAt() {
    var account = client.resource(account("[nodecert.dev/of-tomorrow]")).create();

    release(List.of("elsewhere"));

    assertThat(finalizers(account)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "operator-1, 2026-11-25T11:59:46Z, true",
    "operator-1, 2026-11-25T11:59:45Z, false",
    "'', 2026-11-25T11:59:59Z, false",
  })
  void itIsLedWhileSomebodyHoldsTheLease(String holder, Instant renewed, boolean led) {
    assertThat(release.isLed()).isFalse();
    client
        .resource(
            new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(namespace.name())
                .withName(LeaderElection.LEASE)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(holder)
                .withRenewTime(ZonedDateTime.ofInstant(renewed, ZoneOffset.UTC))
                .withLeaseDurationSeconds(15)
                .endSpec()
                .build())
        .create();

    assertThat(release.isLed()).isEqualTo(led);
    client.leases().inNamespace(namespace.name()).withName(LeaderElection.LEASE).delete();
  }

  /** As its Job does, again while others change the objects. */
  private void release(List<String> watched) {
    Awaitility.await().until(() -> release.release(watched) == FinalizerRelease.Outcome.DONE);
  }

  private String account(String finalizers) {
    return """
    apiVersion: nodecert.dev/v1alpha1
    kind: AcmeAccount
    metadata: {name: %s, finalizers: %s}
    spec: {directory: LetsEncryptStaging, allow: [{namespaces: ["*"]}]}
    """
        .formatted(namespace.name(), finalizers);
  }

  private List<String> finalizers(HasMetadata object) {
    return client.resource(object).get().getMetadata().getFinalizers();
  }
}
