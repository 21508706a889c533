package dev.nodecert.operator.authority;

import dev.nodecert.operator.authority.AuthoritySeen.Leaves;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an API server would keep; the process may be killed before or after a write. */
final class MemoryStore implements AuthorityStore {

  static final String NAMESPACE = "nodecert";

  Optional<Secret> secret = Optional.empty();
  Optional<ConfigMap> configMap = Optional.empty();
  Leaves leaves = Leaves.NONE;
  Optional<String> adminsAnnotation = Optional.empty();
  int reads;
  int writes;

  private int killAfter = Integer.MAX_VALUE;

  /** The process has ended. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Kills the process around one of the next writes: even numbers before it, odd ones after. */
  void killAfter(int halfWrites) {
    killAfter = halfWrites;
  }

  @Override
  public AuthoritySeen read() {
    reads++;
    return new AuthoritySeen(NAMESPACE, secret, configMap, leaves);
  }

  @Override
  public void create(Secret made) {
    write(() -> secret = secret.or(() -> Optional.of(made)));
  }

  @Override
  public void update(Secret changed) {
    write(() -> secret = Optional.of(changed));
  }

  @Override
  public void publish(PublishedAuthority published) {
    write(() -> configMap = Optional.of(annotated(published.toConfigMap(NAMESPACE))));
  }

  /** What an admin has written, an apply of ours leaves alone. */
  ConfigMap annotated(ConfigMap map) {
    return new ConfigMapBuilder(map)
        .editMetadata()
        .addToAnnotations(
            adminsAnnotation.map(at -> Map.of(PublishedAuthority.NEW_CA, at)).orElse(Map.of()))
        .endMetadata()
        .build();
  }

  private void write(Runnable effect) {
    mayBeKilled();
    effect.run();
    writes++;
    mayBeKilled();
  }

  private void mayBeKilled() {
    if (killAfter-- == 0) {
      throw new Killed();
    }
  }

  @Override
  public List<String> namespaces(String selector) {
    return List.of();
  }

  @Override
  public void publish(String namespace, PublishedAuthority published) {
    throw new UnsupportedOperationException();
  }
}
