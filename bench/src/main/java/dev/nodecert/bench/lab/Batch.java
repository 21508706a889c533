package dev.nodecert.bench.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Certificates that are applied all at once. */
record Batch(ApiRequests api, ReadyWatch ready) {

  /**
   * Applies manifests by the names of their certificates; returns once all are ready.
   *
   * @return how long it took from the first apply to the last ready
   */
  Duration apply(String namespace, Map<String, String> manifests) {
    var requests =
        manifests.entrySet().stream()
            .map(it -> api.apply(certificates(namespace) + "/" + it.getKey(), it.getValue()))
            .toList();
    var begin = Instant.now();
    var answers = requests.stream().map(api::send).toList();
    answers.forEach(CompletableFuture::join);
    return Duration.between(begin, ready.await(manifests.keySet()));
  }

  /** Where the certificates of a namespace are. */
  static String certificates(String namespace) {
    return "/apis/nodecert.dev/v1alpha1/namespaces/%s/nodecertificates".formatted(namespace);
  }
}
