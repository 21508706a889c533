package dev.nodecert.operator.challenge.http01;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.informer.MetadataOnlyStore;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Feeds the answers from the API server, and keeps nothing else of what it sees. */
final class ChallengeWatch implements AutoCloseable {

  private final List<SharedIndexInformer<?>> informers = new ArrayList<>();

  /**
   * Begins to watch.
   *
   * @param namespaces of the NodeCertificates; all where empty
   */
  ChallengeWatch(KubernetesClient client, Set<String> namespaces, ChallengeAnswers answers) {
    watch(
        client.resources(AcmeAccount.class),
        MetadataOnlyStore.ofAccounts(),
        handler(answers::put, answers::remove));
    var certificates = client.resources(NodeCertificate.class);
    if (namespaces.isEmpty()) {
      watchCertificates(certificates.inAnyNamespace(), answers);
    }
    namespaces.forEach(n -> watchCertificates(certificates.inNamespace(n), answers));
  }

  private void watchCertificates(
      Informable<NodeCertificate> certificates, ChallengeAnswers answers) {
    watch(certificates, MetadataOnlyStore.ofCertificates(), handler(answers::put, answers::remove));
  }

  private <T extends HasMetadata> void watch(
      Informable<T> resources, MetadataOnlyStore<T> store, ResourceEventHandler<T> handler) {
    informers.add(resources.runnableInformer(0).itemStore(store).addEventHandler(handler));
  }

  private static <T> ResourceEventHandler<T> handler(Consumer<T> put, Consumer<T> remove) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T added) {
        put.accept(added);
      }

      @Override
      public void onUpdate(T former, T updated) {
        put.accept(updated);
      }

      @Override
      public void onDelete(T deleted, boolean stateUnknown) {
        remove.accept(deleted);
      }
    };
  }

  /** Completes once all that there is has been seen. */
  CompletableFuture<?> start() {
    return CompletableFuture.allOf(
        informers.stream()
            .map(informer -> informer.start().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new));
  }

  boolean isWatching() {
    return informers.stream().allMatch(SharedIndexInformer::isWatching);
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::stop);
  }
}
