package dev.nodecert.gate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the answers that something else finds. */
final class AnswerServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AnswerServer.class);
  private static final int NO_BODY = -1;
  private static final int FAILED = 500;

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Answers answers;

  /** A server that does not listen yet. */
  AnswerServer(InetSocketAddress address, Answers answers) {
    this.answers = answers;
    this.server = bind(address);
    server.setExecutor(executor);
    server.createContext("/", this::handle);
  }

  /** What each request is answered with. */
  interface Answers {
    Answer answer(Request request) throws IOException, InterruptedException;
  }

  private static HttpServer bind(InetSocketAddress address) {
    try {
      return HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing can be answered at " + address, e);
    }
  }

  void start() {
    server.start();
    LOG.info("answering at {}", address());
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange));
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    try {
      return answers.answer(Request.of(exchange));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Answer.of(FAILED);
    } catch (RuntimeException e) {
      // nginx takes anything but 2xx for a no.
      LOG.error("a request could not be answered", e);
      return Answer.of(FAILED);
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    answer.headers().forEach(headers::set);
    var body = answer.body().getBytes(StandardCharsets.UTF_8);
    if (body.length == 0 || exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.status(), NO_BODY);
    } else {
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
