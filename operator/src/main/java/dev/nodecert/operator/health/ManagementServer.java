package dev.nodecert.operator.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Serves {@code /healthz}, {@code /readyz} and {@code /metrics}. Who has lost its Lease has ended,
 * so to be healthy is to answer.
 */
public final class ManagementServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * A server that is already listening.
   *
   * @param metrics in Prometheus's text format
   */
  public ManagementServer(
      InetSocketAddress address, BooleanSupplier ready, Supplier<String> metrics) {
    this.server = bind(address);
    server.setExecutor(executor);
    server.createContext("/healthz", probe(() -> true));
    server.createContext("/readyz", probe(ready));
    server.createContext(
        "/metrics",
        exchange ->
            answer(
                exchange,
                HttpURLConnection.HTTP_OK,
                "text/plain; version=0.0.4; charset=utf-8",
                metrics.get()));
    server.start();
  }

  private static HttpServer bind(InetSocketAddress address) {
    try {
      return HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException("probes and metrics cannot be served at " + address, e);
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private static HttpHandler probe(BooleanSupplier good) {
    return exchange -> {
      if (good.getAsBoolean()) {
        answer(exchange, HttpURLConnection.HTTP_OK, "text/plain", "ok\n");
      } else {
        answer(exchange, HttpURLConnection.HTTP_UNAVAILABLE, "text/plain", "not ready\n");
      }
    };
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      var body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
