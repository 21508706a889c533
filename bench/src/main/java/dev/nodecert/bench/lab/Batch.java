package dev.nodecert.bench.lab;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;

/** Certificates that are applied all at once. */
record Batch(KubernetesClient client, ReadyWatch ready) {

  /**
   * Applies manifests; returns once all certificates are ready.
   *
   * @return how long it took from the first apply to the last ready
   */
  Duration apply(List<String> manifests) {
    var certificates =
        manifests.stream().<HasMetadata>map(manifest -> client.resource(manifest).item()).toList();
    var names = certificates.stream().map(it -> it.getMetadata().getName()).toList();
    var begin = Instant.now();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      certificates.forEach(certificate ->
          threads.execute(
              () -> client.resource(certificate).fieldManager("bench").serverSideApply()));
    }
    return Duration.between(begin, ready.await(names));
  }
}
