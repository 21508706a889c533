package dev.nodecert.operator.authority;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Optional;

/**
 * What there is of the CA in the operator's namespace.
 *
 * @param leaves whether there are certificates of a CA of ours
 */
record AuthoritySeen(
    String namespace, Optional<Secret> secret, Optional<ConfigMap> configMap, Leaves leaves) {

  /** Whether certificates of a CA of ours are in use. */
  enum Leaves {
    NONE,
    SOME
  }

  PublishedAuthority published() {
    return configMap.map(PublishedAuthority::of).orElse(PublishedAuthority.NOTHING);
  }

  @Override
  public String toString() {
    return "AuthoritySeen[%s, %s]"
        .formatted(namespace, secret.map(it -> it.getMetadata().getResourceVersion()));
  }
}
