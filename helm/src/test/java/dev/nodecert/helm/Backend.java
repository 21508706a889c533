package dev.nodecert.helm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/** Something behind a proxy, which remembers what has reached it. */
final class Backend implements AutoCloseable {

  private static final int NO_BODY = -1;

  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final ToIntFunction<Request> status;
  private final HttpServer server;

  /** Answers each request by a status. */
  Backend(ToIntFunction<Request> status) {
    this.status = status;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** What has reached it. */
  record Request(String method, String path, Map<String, List<String>> headers) {
    /** Empty where it is missing. */
    String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = Map.copyOf(exchange.getRequestHeaders());
      var request =
          new Request(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers);
      requests.add(request);
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      exchange.getResponseHeaders().set("X-Powered-By", "backend/1.2.3");
      exchange.getResponseHeaders().set("Server", "backend/1.2.3");
      exchange.sendResponseHeaders(status.applyAsInt(request), NO_BODY);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
