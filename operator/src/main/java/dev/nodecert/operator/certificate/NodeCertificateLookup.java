package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.function.Predicate;

/** Whether a NodeCertificate of a {@code namespace/name} stands at the API server. */
final class NodeCertificateLookup implements Predicate<String> {

  private final KubernetesClient client;

  NodeCertificateLookup(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public boolean test(String key) {
    var border = key.indexOf('/');
    return border > 0
        && client
                .resources(NodeCertificate.class)
                .inNamespace(key.substring(0, border))
                .withName(key.substring(border + 1))
                .get()
            != null;
  }
}
