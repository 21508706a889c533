package dev.nodecert.e2e;

import dev.nodecert.testenv.TestAuthority;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
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
    kubernetes.createTlsSecret(
        NAMESPACE,
        PVEPROXY,
        authority.issue("pveproxy.datacenter.svc.cluster.local", "pve1", "localhost"));
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
    return kubernetes.log(NAMESPACE, "app=pveproxy").lines().toList();
  }

  /** Gives a namespace what a Proxmox host has in {@code /etc/pve/pve-root-ca.pem}. */
  void createRootIn(String namespace) {
    kubernetes.createConfigMap(
        namespace, "pve-root-ca", Map.of("pve-root-ca.pem", authority.certificatePem()));
  }

  String address() {
    return kubernetes.clusterIp(NAMESPACE, PVEPROXY);
  }
}
