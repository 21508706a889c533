package dev.nodecert.testenv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** An HTTP client for callers that have nothing better to do than to wait. */
final class Http implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient client;

  private Http(HttpClient client) {
    this.client = client;
  }

  /** For {@code http} only. */
  static Http plain() {
    return new Http(HttpClient.newHttpClient());
  }

  /** For {@code https} too. */
  static Http trusting(TestAuthority authority) {
    SSLContext context = authority.sslContext();
    return new Http(HttpClient.newBuilder().sslContext(context).build());
  }

  /**
   * Gets a resource, whatever the status.
   *
   * @throws UncheckedIOException when there is no answer
   */
  HttpResponse<String> get(URI uri) {
    return send(HttpRequest.newBuilder(uri));
  }

  /**
   * Posts a text, whatever the status.
   *
   * @throws UncheckedIOException when there is no answer
   */
  HttpResponse<String> post(URI uri, String body) {
    return send(HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)));
  }

  /** Whether a GET is answered with 200. */
  boolean isOk(URI uri) {
    try {
      return get(uri).statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** Whether a GET is answered at all. */
  boolean isAnswering(URI uri) {
    try {
      return get(uri).statusCode() > 0;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for an answer", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
