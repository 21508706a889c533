package dev.nodecert.e2e;

import dev.nodecert.testenv.TestAuthority;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.Map;

/** The nodes behind the proxies: one that stands in for the web front of all of them. */
final class Datacenter {

  private static final String NAMESPACE = "datacenter";
  private static final String PVEPROXY = "pveproxy";

  private final Kubernetes kubernetes;
  private final TestAuthority authority = TestAuthority.create("e2e-pve-root-ca");

  Datacenter(Kubernetes kubernetes) {
    this.kubernetes = kubernetes;
  }

  void start() {
    kubernetes
        .client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    kubernetes.client().resource(tls()).create();
    kubernetes.apply(Fixture.read("datacenter.yaml"));
    awaitStart();
  }

  void awaitStart() {
    kubernetes.awaitRollout(NAMESPACE, PVEPROXY);
  }

  /** All of its processes end, or as many start. */
  void scale(int replicas) {
    kubernetes
        .client()
        .apps()
        .deployments()
        .inNamespace(NAMESPACE)
        .withName(PVEPROXY)
        .scale(replicas);
  }

  /** A line for each request that has reached it: method and path. */
  List<String> requests() {
    var pod = kubernetes.pods(NAMESPACE, "app=pveproxy").getFirst().getMetadata().getName();
    return kubernetes
        .client()
        .pods()
        .inNamespace(NAMESPACE)
        .withName(pod)
        .getLog()
        .lines()
        .toList();
  }

  private Secret tls() {
    var credentials = authority.issue("pveproxy.datacenter.svc.cluster.local", "pve1", "localhost");
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(NAMESPACE)
        .withName(PVEPROXY)
        .endMetadata()
        .withType("kubernetes.io/tls")
        .withStringData(
            Map.of("tls.crt", credentials.certificatePem(), "tls.key", credentials.privateKeyPem()))
        .build();
  }

  /** What a Proxmox host has in {@code /etc/pve/pve-root-ca.pem}. */
  ConfigMap rootIn(String namespace) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName("pve-root-ca")
        .endMetadata()
        .withData(Map.of("pve-root-ca.pem", authority.certificatePem()))
        .build();
  }

  String address() {
    return kubernetes.clusterIp(NAMESPACE, PVEPROXY);
  }
}
