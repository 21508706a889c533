package dev.nodecert.operator.informer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MetadataOnlyStoreTest {

  private static final String METADATA =
      "metadata: {namespace: proxy, name: x, resourceVersion: \"7\", labels: {a: b}}";

  static Stream<Arguments> stores() {
    return Stream.of(
        argumentSet(
            "Secrets",
            MetadataOnlyStore.ofSecrets(),
            load("v1", "Secret", "data: {tls.key: Y29udGVudA==}", Secret.class)),
        argumentSet(
            "ConfigMaps",
            MetadataOnlyStore.ofConfigMaps(),
            load("v1", "ConfigMap", "data: {ca.crt: content}", ConfigMap.class)),
        argumentSet(
            "AcmeAccounts",
            MetadataOnlyStore.ofAccounts(),
            load(
                "nodecert.dev/v1alpha1",
                "AcmeAccount",
                "spec: {directory: LetsEncrypt}\nstatus: {keyThumbprint: content}",
                AcmeAccount.class)),
        argumentSet(
            "NodeCertificates",
            MetadataOnlyStore.ofCertificates(),
            load(
                "nodecert.dev/v1alpha1",
                "NodeCertificate",
                "spec: {source: ACME, nodeName: content}\nstatus: {observedGeneration: 1}",
                NodeCertificate.class)));
  }

  @ParameterizedTest
  @MethodSource("stores")
  <T extends HasMetadata> void onlyTheMetadataIsKept(MetadataOnlyStore<T> store, T object) {
    store.put(store.getKey(object), object);

    assertThat(store.values())
        .singleElement()
        .satisfies(kept -> {
          assertThat(kept.getMetadata()).isEqualTo(object.getMetadata());
          assertThat(kept.getKind()).isEqualTo(object.getKind());
          assertThat(Serialization.asYaml(kept))
              .doesNotContain("content", "Y29udGVudA==", "\ndata:", "\nspec:", "\nstatus:");
        });
  }

  @Test
  void anObjectIsFoundByItsKeyUntilItIsRemoved() {
    var store = MetadataOnlyStore.ofSecrets();
    var secret = load("v1", "Secret", "data: {}", Secret.class);
    store.put("proxy/x", secret);

    assertThat(store.getKey(secret)).isEqualTo("proxy/x");
    assertThat(store.keySet()).containsExactly("proxy/x");
    assertThat(store.get("proxy/x")).isNotNull();
    assertThat(store.size()).isEqualTo(1);

    assertThat(store.remove("proxy/x")).isNotNull();

    assertThat(store.get("proxy/x")).isNull();
    assertThat(store.size()).isZero();
  }

  /** Else the informer would take what is kept for what was sent. */
  @Test
  void itSaysThatItDoesNotKeepAll() {
    assertThat(MetadataOnlyStore.ofSecrets().isFullState()).isFalse();
  }

  private static <T> T load(String apiVersion, String kind, String content, Class<T> type) {
    return Serialization.unmarshal(
        "apiVersion: %s\nkind: %s\n%s\n%s\n".formatted(apiVersion, kind, METADATA, content), type);
  }
}
