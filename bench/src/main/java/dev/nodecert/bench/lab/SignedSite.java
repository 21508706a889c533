package dev.nodecert.bench.lab;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** A user's namespace whose certificates the cluster's own CA signs. */
public final class SignedSite implements AutoCloseable {

  private static final String CONFIG_MAPS =
      "/api/v1/namespaces/%s/configmaps/".formatted(Site.NAMESPACE);

  private final ApiRequests api;
  private final ReadyWatch ready;

  private SignedSite(Lab lab) {
    this.api = new ApiRequests(lab.cluster().client());
    this.ready = new ReadyWatch(lab.cluster().client(), Site.NAMESPACE);
  }

  /** Makes the namespace. */
  public static SignedSite open(Lab lab) {
    lab.cluster()
        .client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(Site.NAMESPACE).endMetadata().build())
        .serverSideApply();
    return new SignedSite(lab);
  }

  /** Applies other objects first: how fast the client becomes is not what is measured. */
  public void warmUp(int objects) {
    Site.names("warm-up", objects).stream()
        .map(name -> api.apply(CONFIG_MAPS + name, configMap(name)))
        .map(api::send)
        .forEach(CompletableFuture::join);
  }

  /**
   * Applies certificates all at once; returns once they are ready.
   *
   * @return how long it took from the first apply to the last ready
   */
  public Duration signAtOnce(List<String> names) {
    return new Batch(api, ready)
        .apply(
            Site.NAMESPACE,
            names.stream().collect(Collectors.toMap(name -> name, SignedSite::manifest)));
  }

  private static String configMap(String name) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: %s
      namespace: %s
    """
        .formatted(name, Site.NAMESPACE);
  }

  private static String manifest(String name) {
    return """
    apiVersion: nodecert.dev/v1alpha1
    kind: NodeCertificate
    metadata:
      name: %s
      namespace: %s
    spec:
      source: ClusterCA
    """
        .formatted(name, Site.NAMESPACE);
  }

  @Override
  public void close() {
    ready.close();
  }
}
