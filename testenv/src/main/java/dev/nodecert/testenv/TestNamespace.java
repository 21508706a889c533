package dev.nodecert.testenv;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Locale;
import java.util.UUID;

/**
 * A namespace that nothing else uses. Closing it starts its deletion, and does not wait for that.
 *
 * @param name unique in the cluster, a DNS label
 */
public record TestNamespace(String name, KubernetesClient client) implements AutoCloseable {

  /**
   * Creates a namespace.
   *
   * @param client with the right to
   * @param purpose the start of its name, for people; any text
   */
  public static TestNamespace create(KubernetesClient client, String purpose) {
    var prefix = purpose.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    var name = "%.40s-%.8s".formatted(prefix, UUID.randomUUID());
    client
        .namespaces()
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return new TestNamespace(name, client);
  }

  @Override
  public void close() {
    client.namespaces().withName(name).delete();
  }

  @Override
  public String toString() {
    return name;
  }
}
