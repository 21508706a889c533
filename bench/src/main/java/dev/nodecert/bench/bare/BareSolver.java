package dev.nodecert.bench.bare;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;

/** Answers challenges behind the same node's proxy that the operator's solver is behind. */
final class BareSolver implements AutoCloseable {

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final ConcurrentMap<String, String> answers = new ConcurrentHashMap<>();
  private final HttpServer server;

  private BareSolver(HttpServer server) {
    this.server = server;
  }

  static BareSolver start() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var solver = new BareSolver(server);
      server.createContext("/", solver::handle);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return solver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void answer(String token, String answer) {
    answers.put(token, answer);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var answer = answers.getOrDefault(path.substring(path.lastIndexOf('/') + 1), "");
      var body = answer.getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(body.length == 0 ? NOT_FOUND : OK, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
