package dev.nodecert.e2e;

import dev.nodecert.api.v1alpha1.ConditionStatus;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.NodeCertificateStatus;
import dev.nodecert.testenv.PodCluster;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the administrator of the cluster does and sees. */
record Kubernetes(PodCluster cluster) {

  KubernetesClient client() {
    return cluster.client();
  }

  /** A client of someone else. */
  KubernetesClient clientAs(String user) {
    var config =
        new ConfigBuilder(client().getConfiguration()).withImpersonateUsername(user).build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  void apply(Fixture fixture) {
    var stream = new ByteArrayInputStream(fixture.text().getBytes(StandardCharsets.UTF_8));
    client().load(stream).fieldManager("e2e").forceConflicts().serverSideApply();
  }

  String clusterIp(String namespace, String service) {
    return client()
        .services()
        .inNamespace(namespace)
        .withName(service)
        .get()
        .getSpec()
        .getClusterIP();
  }

  void awaitRollout(String namespace, String deployment) {
    cluster.kubectl(
        "rollout",
        "status",
        "--namespace=" + namespace,
        "deployment/" + deployment,
        "--timeout=90s");
  }

  /** Those that are not about to end. */
  List<Pod> pods(String namespace, String labelSelector) {
    return client()
        .pods()
        .inNamespace(namespace)
        .withLabelSelector(labelSelector)
        .list()
        .getItems()
        .stream()
        .filter(it -> it.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  Optional<NodeCertificateStatus> status(String namespace, String certificate) {
    var found =
        client()
            .resources(NodeCertificate.class)
            .inNamespace(namespace)
            .withName(certificate)
            .get();
    return Optional.ofNullable(found).map(NodeCertificate::getStatus);
  }

  boolean hasCondition(String namespace, String certificate, String type) {
    return status(namespace, certificate).filter(it -> has(it, type)).isPresent();
  }

  static boolean isReady(NodeCertificate certificate) {
    return Optional.ofNullable(certificate.getStatus()).filter(it -> has(it, "Ready")).isPresent();
  }

  private static boolean has(NodeCertificateStatus status, String type) {
    return status.conditions().stream()
        .anyMatch(it -> it.type().equals(type) && it.status() == ConditionStatus.TRUE);
  }
}
