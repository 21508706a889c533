package dev.nodecert.bench.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.AsyncBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Sees when the certificates of a namespace become ready. */
final class ReadyWatch implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ApiRequests api;
  private final String path;
  private final ConcurrentMap<String, CompletableFuture<Instant>> ready = new ConcurrentHashMap<>();
  private final CompletableFuture<Instant> failed = new CompletableFuture<>();
  private volatile boolean closed;
  private volatile Optional<AsyncBody> answer = Optional.empty();

  ReadyWatch(KubernetesClient client, String namespace) {
    this.api = new ApiRequests(client);
    this.path = Batch.certificates(namespace) + "?watch=true";
    follow();
  }

  /** The API server tells first of what is there already, so that nothing is missed. */
  private void follow() {
    var _ =
        api.follow(path, new Events(this::seen))
            .thenCompose(body -> {
              answer = Optional.of(body);
              body.consume();
              return body.done();
            })
            .whenComplete((_, failure) -> ended(failure));
  }

  /** The API server ends the watches of those who do not keep up with it. */
  private void ended(Throwable failure) {
    if (failure != null) {
      failed.completeExceptionally(failure);
    } else if (!closed) {
      follow();
    }
  }

  /** Waits for a certificate; gives the moment at which it was seen to be ready. */
  Instant await(String name) {
    return (Instant)
        CompletableFuture.anyOf(moment(name), failed)
            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();
  }

  /** Waits for all of them; gives the moment of the last. */
  Instant await(Collection<String> names) {
    return names.stream().map(this::await).max(Instant::compareTo).orElseThrow();
  }

  private CompletableFuture<Instant> moment(String name) {
    return ready.computeIfAbsent(name, _ -> new CompletableFuture<>());
  }

  private void seen(JsonNode certificate) {
    if (isReady(certificate)) {
      moment(certificate.at("/metadata/name").asText()).complete(Instant.now());
    }
  }

  private static boolean isReady(JsonNode certificate) {
    var status = certificate.path("status");
    return certificate.at("/metadata/generation").equals(status.path("observedGeneration"))
        && status.path("conditions").valueStream().anyMatch(ReadyWatch::holds);
  }

  private static boolean holds(JsonNode condition) {
    return condition.path("type").asText().equals("Ready")
        && condition.path("status").asText().equals("True");
  }

  @Override
  public void close() {
    closed = true;
    answer.ifPresent(AsyncBody::cancel);
  }

  /** A watch's answer: a line of JSON for each event. */
  private static final class Events implements AsyncBody.Consumer<List<ByteBuffer>> {

    private final ObjectMapper json = new ObjectMapper();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Consumer<JsonNode> seen;

    Events(Consumer<JsonNode> seen) {
      this.seen = seen;
    }

    @Override
    public void consume(List<ByteBuffer> buffers, AsyncBody body) throws IOException {
      for (var buffer : buffers) {
        read(buffer);
      }
      body.consume();
    }

    private void read(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        byte next = bytes.get();
        if (next == '\n') {
          seen.accept(json.readTree(line.toByteArray()).path("object"));
          line.reset();
        } else {
          line.write(next);
        }
      }
    }
  }
}
