package dev.nodecert.operator.informer;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An informer's store that keeps only metadata: enough to wake whoever reads the object live. */
public final class MetadataOnlyStore<T extends HasMetadata> implements ItemStore<T> {

  private final BasicItemStore<T> items = new BasicItemStore<>(Cache::metaNamespaceKeyFunc);
  private final UnaryOperator<T> withoutContent;

  private MetadataOnlyStore(UnaryOperator<T> withoutContent) {
    this.withoutContent = withoutContent;
  }

  /** A store of Secrets. */
  public static MetadataOnlyStore<Secret> ofSecrets() {
    return new MetadataOnlyStore<>(
        secret -> new SecretBuilder().withMetadata(secret.getMetadata()).build());
  }

  /** A store of ConfigMaps. */
  public static MetadataOnlyStore<ConfigMap> ofConfigMaps() {
    return new MetadataOnlyStore<>(
        configMap -> new ConfigMapBuilder().withMetadata(configMap.getMetadata()).build());
  }

  /** A store of AcmeAccounts. */
  public static MetadataOnlyStore<AcmeAccount> ofAccounts() {
    return new MetadataOnlyStore<>(account -> {
      var bare = new AcmeAccount();
      bare.setMetadata(account.getMetadata());
      return bare;
    });
  }

  /** A store of NodeCertificates. */
  public static MetadataOnlyStore<NodeCertificate> ofCertificates() {
    return new MetadataOnlyStore<>(certificate -> {
      var bare = new NodeCertificate();
      bare.setMetadata(certificate.getMetadata());
      return bare;
    });
  }

  @Override
  public String getKey(T item) {
    return items.getKey(item);
  }

  @Override
  public @Nullable T put(String key, T item) {
    return items.put(key, withoutContent.apply(item));
  }

  @Override
  public @Nullable T remove(String key) {
    return items.remove(key);
  }

  @Override
  public Stream<String> keySet() {
    return items.keySet();
  }

  @Override
  public Stream<T> values() {
    return items.values();
  }

  @Override
  public @Nullable T get(String key) {
    return items.get(key);
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public boolean isFullState() {
    return false;
  }
}
