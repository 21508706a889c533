package dev.nodecert.bench.lab;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The API server for a client that costs little: it shares the machine's cores with what it
 * measures. Nothing is made of an answer but whether it is good.
 */
record ApiRequests(KubernetesClient client) {

  private static final String APPLY = "application/apply-patch+yaml";
  private static final String MANAGER = "?fieldManager=bench&force=true";

  /** A server-side apply that is ready to be sent, as that of {@code kubectl}. */
  HttpRequest apply(String path, String manifest) {
    return request(path + MANAGER).method("PATCH", APPLY, manifest).build();
  }

  /** Sends a request; fails where its answer is not good. */
  CompletableFuture<Void> send(HttpRequest request) {
    return client
        .getHttpClient()
        .sendAsync(request, byte[].class)
        .thenAccept(response -> check(request, response));
  }

  /** Follows an answer that has no end. */
  CompletableFuture<AsyncBody> follow(String path, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    var request = request(path).forStreaming().build();
    return client
        .getHttpClient()
        .consumeBytes(request, consumer)
        .thenApply(response -> {
          check(request, response);
          return response.body();
        });
  }

  private HttpRequest.Builder request(String path) {
    return client
        .getHttpClient()
        .newHttpRequestBuilder()
        .uri(client.getMasterUrl().toString().replaceFirst("/$", "") + path);
  }

  private static void check(HttpRequest request, HttpResponse<?> response) {
    if (!response.isSuccessful()) {
      throw new IllegalStateException(
          "%s was answered with %d".formatted(request.uri(), response.code()));
    }
  }
}
