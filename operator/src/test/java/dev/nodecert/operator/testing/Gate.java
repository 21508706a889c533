package dev.nodecert.operator.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nodecert.testenv.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before a node's proxy and lets the CA's requests through only once it is opened. */
public final class Gate implements AutoCloseable {

  private final URI proxy;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newHttpClient();
  private final CountDownLatch opened = new CountDownLatch(1);

  private Gate(URI proxy, HttpServer server) {
    this.proxy = proxy;
    this.server = server;
  }

  /** A gate that is shut, at an address of its own and the proxy's port. */
  static Gate before(InetAddress proxy, int port) {
    try {
      var server = HttpServer.create(new InetSocketAddress(Loopback.random(), port), 0);
      var url = URI.create("http://%s:%d".formatted(proxy.getHostAddress(), port));
      var gate = new Gate(url, server);
      server.setExecutor(gate.threads);
      server.createContext("/", gate::pass);
      server.start();
      return gate;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      opened.await();
      var request = HttpRequest.newBuilder(proxy.resolve(exchange.getRequestURI())).build();
      var answer = http.send(request, BodyHandlers.ofByteArray());
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where it stands. */
  InetAddress address() {
    return server.getAddress().getAddress();
  }

  /** Lets all requests through, those that wait as well. */
  public void open() {
    opened.countDown();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    http.shutdownNow();
  }
}
