package dev.nodecert.demo;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.Condition;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Watches accounts and certificates: sees each change, and in order. */
final class Lookout implements AutoCloseable {

  private final BlockingQueue<Sighting> sightings = new LinkedBlockingQueue<>();
  private final List<SharedIndexInformer<?>> informers;

  Lookout(KubernetesClient client) {
    this.informers =
        List.of(
            client
                .resources(AcmeAccount.class)
                .inform(
                    watcher(account ->
                        account.getStatus() == null
                            ? List.of()
                            : account.getStatus().conditions())),
            client
                .resources(NodeCertificate.class)
                .inAnyNamespace()
                .inform(
                    watcher(certificate ->
                        certificate.getStatus() == null
                            ? List.of()
                            : certificate.getStatus().conditions())));
  }

  private <T extends HasMetadata> ResourceEventHandler<T> watcher(
      Function<T, List<Condition>> conditions) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T object) {
        Sighting.of(name(object), conditions.apply(object)).ifPresent(sightings::add);
      }

      @Override
      public void onUpdate(T before, T object) {
        onAdd(object);
      }

      @Override
      public void onDelete(T object, boolean unknown) {
        // Nothing is deleted while the story lasts.
      }
    };
  }

  private static String name(HasMetadata object) {
    return object.getKind() + " " + object.getMetadata().getName();
  }

  /** The next change; nothing when there is none for a while. */
  Optional<Sighting> next(Duration patience) throws InterruptedException {
    return Optional.ofNullable(sightings.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::close);
  }
}
