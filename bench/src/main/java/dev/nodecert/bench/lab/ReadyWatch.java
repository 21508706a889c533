package dev.nodecert.bench.lab;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** Sees when the certificates of a namespace become ready. */
final class ReadyWatch implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Moments moments = new Moments();
  private final Watch watch;

  ReadyWatch(KubernetesClient client, String namespace) {
    this.watch = client.resources(NodeCertificate.class).inNamespace(namespace).watch(moments);
  }

  /** Waits for a certificate; gives the moment at which it was seen to be ready. */
  Instant await(String name) {
    return moments.of(name).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Waits for all of them; gives the moment of the last. */
  Instant await(Collection<String> names) {
    return names.stream().map(this::await).max(Instant::compareTo).orElseThrow();
  }

  @Override
  public void close() {
    watch.close();
  }

  private static final class Moments implements Watcher<NodeCertificate> {

    private final ConcurrentMap<String, CompletableFuture<Instant>> ready =
        new ConcurrentHashMap<>();

    CompletableFuture<Instant> of(String name) {
      return ready.computeIfAbsent(name, _ -> new CompletableFuture<>());
    }

    @Override
    public void eventReceived(Action action, NodeCertificate certificate) {
      if (isReady(certificate)) {
        of(certificate.getMetadata().getName()).complete(Instant.now());
      }
    }

    private static boolean isReady(NodeCertificate certificate) {
      var status = certificate.getStatus();
      return status != null
          && certificate.getMetadata().getGeneration().equals(status.observedGeneration())
          && ReadyCondition.holds(status.conditions());
    }

    @Override
    public void onClose(WatcherException cause) {
      ready.values().forEach(future -> future.completeExceptionally(cause));
    }
  }
}
