package dev.nodecert.testenv;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * What a node's proxy does for http-01, as a few lines of Java: it listens at an address of its own
 * and forwards {@code GET /.well-known/acme-challenge/<token>} to the operator's solver as {@code
 * /<namespace>/.well-known/acme-challenge/<token>}. Anything else is 404.
 */
public final class NodeProxy implements AutoCloseable {

  private static final String CHALLENGES = "/.well-known/acme-challenge/";
  private static final int NO_BODY = -1;

  private final String namespace;
  private final URI solver;
  private final HttpServer server;
  private final Http http = Http.plain();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /**
   * A request that the proxy has answered.
   *
   * @param path as it was asked
   * @param status as it was answered
   */
  public record Request(String method, String host, String path, int status) {}

  private NodeProxy(String namespace, URI solver, HttpServer server) {
    this.namespace = namespace;
    this.solver = solver;
    this.server = server;
  }

  /**
   * Starts a proxy.
   *
   * @param port where the CA looks: {@link Pebble#httpPort}
   * @param namespace of the node's certificate
   * @param solver the root of the operator's solver
   */
  public static NodeProxy start(int port, String namespace, URI solver) {
    try {
      var server = HttpServer.create(new InetSocketAddress(Loopback.random(), port), 0);
      var proxy = new NodeProxy(namespace, solver, server);
      server.createContext("/", proxy::answer);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var answer = ask(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
      requests.add(
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestHeaders().getFirst("Host"),
              exchange.getRequestURI().getPath(),
              answer.status()));
      var body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? NO_BODY : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer ask(String method, String path) {
    if (!method.equals("GET") || !path.startsWith(CHALLENGES)) {
      return new Answer(404, "");
    }
    try {
      var response = http.get(solver.resolve("/" + namespace + path));
      return new Answer(response.statusCode(), response.body());
    } catch (UncheckedIOException noSolver) {
      return new Answer(502, "");
    }
  }

  private record Answer(int status, String body) {}

  /** Where the names of the node have to point to. */
  public InetAddress address() {
    return server.getAddress().getAddress();
  }

  /** What it has answered so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}
