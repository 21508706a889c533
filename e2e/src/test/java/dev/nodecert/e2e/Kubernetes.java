package dev.nodecert.e2e;

import dev.nodecert.api.v1alpha1.ConditionStatus;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.NodeCertificateStatus;
import dev.nodecert.testenv.Credentials;
import dev.nodecert.testenv.PodCluster;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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

  void createTlsSecret(String namespace, String name, Credentials credentials) {
    var secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .withType("kubernetes.io/tls")
            .withStringData(
                Map.of(
                    "tls.crt",
                    credentials.certificatePem(),
                    "tls.key",
                    credentials.privateKeyPem()))
            .build();
    client().resource(secret).create();
  }

  void createConfigMap(String namespace, String name, Map<String, String> data) {
    var configMap =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .withData(data)
            .build();
    client().resource(configMap).create();
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

  /** What the first of these pods has printed. */
  String log(String namespace, String labelSelector) {
    var pod = pods(namespace, labelSelector).getFirst().getMetadata().getName();
    return client().pods().inNamespace(namespace).withName(pod).getLog();
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
