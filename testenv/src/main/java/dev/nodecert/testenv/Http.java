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
import java.util.Map;

/** An HTTP client for callers that have nothing better to do than to wait. */
final class Http implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient client;
  private final Map<String, String> headers;

  private Http(HttpClient client, Map<String, String> headers) {
    this.client = client;
    this.headers = headers;
  }

  /** For {@code http} only. */
  static Http plain() {
    return new Http(HttpClient.newHttpClient(), Map.of());
  }

  /** For {@code http} only, with a header in each request. */
  static Http plain(String header, String value) {
    return new Http(HttpClient.newHttpClient(), Map.of(header, value));
  }

  /** For {@code https} too. */
  static Http trusting(TestAuthority authority) {
    return new Http(client(authority), Map.of());
  }

  /** For {@code https} too, with a bearer token in each request. */
  static Http authorized(TestAuthority authority, String token) {
    return new Http(client(authority), Map.of("Authorization", "Bearer " + token));
  }

  private static HttpClient client(TestAuthority authority) {
    return HttpClient.newBuilder().sslContext(authority.sslContext()).build();
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

  /** Whether a GET is answered with this status. */
  boolean answers(int status, URI uri) {
    try {
      return get(uri).statusCode() == status;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    headers.forEach(request::header);
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
