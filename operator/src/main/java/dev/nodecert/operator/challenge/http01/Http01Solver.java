package dev.nodecert.operator.challenge.http01;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server that nodes' proxies forward {@code /.well-known/acme-challenge/} to, under their own
 * namespace.
 */
public final class Http01Solver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Http01Solver.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int NO_BODY = -1;

  private final ChallengeAnswers answers = new ChallengeAnswers();
  private final ChallengeWatch watch;
  private final ChallengeCounter counter;
  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * A solver that is bound and not yet answering.
   *
   * @param namespaces whose challenges it answers; all where empty
   */
  public Http01Solver(
      KubernetesClient client,
      Set<String> namespaces,
      InetSocketAddress address,
      ChallengeCounter counter) {
    this.counter = counter;
    this.watch = new ChallengeWatch(client, namespaces, answers);
    this.server = bind(address);
    server.setExecutor(executor);
    server.createContext("/", this::handle);
  }

  private static HttpServer bind(InetSocketAddress address) {
    try {
      return HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException("the solver cannot listen at " + address, e);
    }
  }

  /** Begins to answer; returns once all running challenges are known. */
  public void start() {
    watch.start().join();
    server.start();
    LOG.info("answering http-01 challenges at {}", address());
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Whether it sees what happens at the API server. */
  public boolean isHealthy() {
    return watch.isWatching();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var answer = answer(exchange);
      if (answer.isPresent()) {
        var body = answer.get().getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, body.length);
        exchange.getResponseBody().write(body);
      } else {
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_NOT_FOUND, NO_BODY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<String> answer(HttpExchange exchange) throws InterruptedException {
    var uri = exchange.getRequestURI();
    var key =
        "GET".equals(exchange.getRequestMethod()) && uri.getRawQuery() == null
            ? ChallengeKey.ofPath(uri.getRawPath())
            : Optional.<ChallengeKey>empty();
    if (key.isEmpty()) {
      return Optional.empty();
    }
    var answer = answers.await(key.get(), PATIENCE);
    count(key.get(), answer);
    return answer;
  }

  private void count(ChallengeKey key, Optional<String> answer) {
    if (answer.isPresent()) {
      counter.answered();
      LOG.debug("namespace {} was asked for a challenge, and answered", key.namespace());
    } else {
      counter.unknown();
      LOG.debug("namespace {} was asked for an unknown challenge", key.namespace());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
    watch.close();
  }
}
