package dev.nodecert.e2e;

import dev.nodecert.testenv.TestAuthority;
import dev.nodecert.testenv.TsigAlgorithm;
import dev.nodecert.testenv.TsigKey;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;

/** A CA and the name server of the zone {@code e2e.test}, as pods of the namespace internet. */
final class Internet {

  private static final String NAMESPACE = "internet";
  private static final String CA_NAME = "pebble.internet.svc.cluster.local";

  private final Kubernetes kubernetes;
  private final TestAuthority authority = TestAuthority.create("e2e-pebble-https");
  private final TsigKey key = TsigKey.random("nodecert", TsigAlgorithm.HMAC_SHA256);

  Internet(Kubernetes kubernetes) {
    this.kubernetes = kubernetes;
  }

  /**
   * Starts both.
   *
   * @param proxy the address of the node whose name is in the zone
   */
  void start(String proxy) {
    kubernetes.apply(Fixture.read("internet-services.yaml"));
    var nameServer = kubernetes.clusterIp(NAMESPACE, "bind");
    kubernetes.createTlsSecret(NAMESPACE, "pebble-https", authority.issue(CA_NAME));
    kubernetes.client().resource(keyIn(NAMESPACE)).create();
    kubernetes.apply(
        Fixture.read("internet.yaml").with("192.0.2.53", nameServer).with("192.0.2.1", proxy));
    forwardQueriesTo(nameServer);
    kubernetes.awaitRollout(NAMESPACE, "bind");
    kubernetes.awaitRollout(NAMESPACE, "pebble");
  }

  /** The key that changes the zone, which the operator may read. */
  Secret keyIn(String namespace) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName("bind-key")
        .addToLabels("nodecert.dev/allow-read", "true")
        .endMetadata()
        .withStringData(Map.of("tsig.conf", key.statement()))
        .build();
  }

  /** Gives a namespace what the CA's own HTTPS is trusted by. */
  void createTrustIn(String namespace) {
    kubernetes.createConfigMap(
        namespace, "pebble-ca", Map.of("ca.crt", authority.certificatePem()));
  }

  /** As an administrator tells the cluster's DNS of a zone. */
  private void forwardQueriesTo(String nameServer) {
    kubernetes
        .client()
        .configMaps()
        .inNamespace("kube-system")
        .withName("coredns")
        .edit(it ->
            new ConfigMapBuilder(it)
                .addToData("Corefile", it.getData().get("Corefile") + zone(nameServer))
                .build());
    // Kubelet would bring the file to a running pod within a minute; a new pod has it at once.
    kubernetes
        .client()
        .apps()
        .deployments()
        .inNamespace("kube-system")
        .withName("coredns")
        .rolling()
        .restart();
    kubernetes.awaitRollout("kube-system", "coredns");
  }

  private static String zone(String nameServer) {
    return """
    e2e.test:53 {
      errors
      forward . %s
    }
    """
        .formatted(nameServer);
  }
}
