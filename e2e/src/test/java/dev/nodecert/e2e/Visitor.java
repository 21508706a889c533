package dev.nodecert.e2e;

import dev.nodecert.testenv.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Somebody who comes to a node.
 *
 * @param headers that are sent with each request
 */
record Visitor(HttpClient client, Map<String, String> headers) {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  Visitor {
    headers = Map.copyOf(headers);
  }

  static Visitor stranger() {
    return new Visitor(HttpClient.newBuilder().sslContext(Anyone.tls()).build(), Map.of());
  }

  /** One who has a certificate. */
  static Visitor withCertificate(Credentials own) {
    var tls = Anyone.tls(own.keyManagers());
    return new Visitor(HttpClient.newBuilder().sslContext(tls).build(), Map.of());
  }

  /** The same, who says something more. */
  Visitor with(String header, String value) {
    var all = new HashMap<>(headers);
    all.merge(header, value, (before, added) -> before + "; " + added);
    return new Visitor(client, all);
  }

  HttpResponse<String> get(String uri) {
    return send(request(uri).GET());
  }

  HttpResponse<String> post(String uri, String type, String body) {
    return post(uri, type, BodyPublishers.ofString(body));
  }

  HttpResponse<String> post(String uri, String type, BodyPublisher body) {
    return send(request(uri).header("Content-Type", type).POST(body));
  }

  HttpRequest.Builder request(String uri) {
    var request = HttpRequest.newBuilder(URI.create(uri)).timeout(PATIENCE);
    headers.forEach(request::header);
    return request;
  }

  /**
   * Waits for the answer.
   *
   * @throws UncheckedIOException when there is none
   */
  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + request.build().uri(), e);
    }
  }
}
