package dev.nodecert.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a container takes of the node's memory, without what the kernel could take back.
 *
 * @param at when kubelet looked
 */
record PodMemory(Instant at, long bytes) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration KUBELETS_PAUSE = Duration.ofSeconds(60);
  private static final int MEBIBYTE = 1 << 20;

  /** Waits until kubelet has looked at it anew. */
  static PodMemory read(Kubernetes kubernetes, String namespace, String pod, String container) {
    var now = Instant.now();
    var found =
        await()
            .atMost(KUBELETS_PAUSE)
            .until(
                () -> latest(kubernetes, namespace, pod, container),
                it -> it.filter(memory -> memory.at().isAfter(now)).isPresent());
    return found.orElseThrow();
  }

  private static Optional<PodMemory> latest(
      Kubernetes kubernetes, String namespace, String pod, String container) {
    return elements(summary(kubernetes).path("pods"))
        .filter(it -> it.at("/podRef/namespace").asText().equals(namespace))
        .filter(it -> it.at("/podRef/name").asText().equals(pod))
        .flatMap(it -> elements(it.path("containers")))
        .filter(it -> it.path("name").asText().equals(container))
        .map(it -> it.path("memory"))
        .filter(it -> it.has("rssBytes"))
        .map(it ->
            new PodMemory(Instant.parse(it.path("time").asText()), it.path("rssBytes").asLong()))
        .findFirst();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static JsonNode summary(Kubernetes kubernetes) {
    var node = kubernetes.client().nodes().list().getItems().getFirst().getMetadata().getName();
    var answer = kubernetes.client().raw("/api/v1/nodes/%s/proxy/stats/summary".formatted(node));
    try {
      return JSON.readTree(Objects.requireNonNull(answer));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("kubelet's summary is no JSON", e);
    }
  }

  long mebibytes() {
    return bytes / MEBIBYTE;
  }

  String text() {
    return mebibytes() + " MiB";
  }
}
