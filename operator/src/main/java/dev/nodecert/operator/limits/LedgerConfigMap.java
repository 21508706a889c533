package dev.nodecert.operator.limits;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;

/** A ledger in a ConfigMap of the operator's namespace. */
public final class LedgerConfigMap implements LedgerStore {

  /** The ConfigMap's name. */
  public static final String NAME = "nodecert-order-ledger";

  private static final String KEY = "ledger";

  private final KubernetesClient client;
  private final String namespace;
  private final String fieldManager;

  /** One that is written as the given field manager. */
  public LedgerConfigMap(KubernetesClient client, String namespace, String fieldManager) {
    this.client = client;
    this.namespace = namespace;
    this.fieldManager = fieldManager;
  }

  @Override
  public Optional<String> read() {
    return Optional.ofNullable(client.configMaps().inNamespace(namespace).withName(NAME).get())
        .map(ConfigMap::getData)
        .map(data -> data.get(KEY));
  }

  @Override
  public void write(String ledger) {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(NAME)
                .endMetadata()
                .withData(Map.of(KEY, ledger))
                .build())
        .fieldManager(fieldManager)
        .forceConflicts()
        .serverSideApply();
  }
}
