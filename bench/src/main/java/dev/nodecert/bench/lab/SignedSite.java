package dev.nodecert.bench.lab;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.time.Duration;
import java.util.List;

/** A user's namespace whose certificates the cluster's own CA signs. */
public final class SignedSite implements AutoCloseable {

  private final Lab lab;
  private final ReadyWatch ready;

  private SignedSite(Lab lab) {
    this.lab = lab;
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
    var client = lab.cluster().client();
    for (var name : Site.names("warm-up", objects)) {
      client
          .resource(
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withNamespace(Site.NAMESPACE)
                  .withName(name)
                  .endMetadata()
                  .build())
          .fieldManager("bench")
          .serverSideApply();
    }
  }

  /**
   * Applies certificates all at once; returns once they are ready.
   *
   * @return how long it took from the first apply to the last ready
   */
  public Duration signAtOnce(List<String> names) {
    return new Batch(lab.cluster().client(), ready)
        .apply(names.stream().map(SignedSite::manifest).toList());
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
