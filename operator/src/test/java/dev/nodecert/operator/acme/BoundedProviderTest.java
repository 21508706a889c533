package dev.nodecert.operator.acme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shredzone.acme4j.exception.AcmeException;

class BoundedProviderTest {

  private static final String DIRECTORY = "{\"newOrder\": \"https://ca.example.com/order\"}";

  private final AtomicInteger requests = new AtomicInteger();
  private final HttpServer ca;

  BoundedProviderTest() throws IOException {
    ca = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    ca.createContext("/directory", this::answer);
    ca.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    var body = DIRECTORY.getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  @AfterEach
  void stop() {
    ca.stop(0);
  }

  /**
   * Between the answer and the moment when the session knows it, acme4j asks for another thread.
   */
  @Test
  void whoAsksBesideTheFirstGetsItsDirectory() throws AcmeException {
    var url = URI.create("http://127.0.0.1:%d/directory".formatted(ca.getAddress().getPort()));
    var provider =
        new BoundedProvider(
            new CADirectory(url, Optional.empty()), (_, _, _) -> {}, InstantSource.system());
    var session = new ParallelSession(url, provider);

    assertThat(provider.directory(session, url)).isNotNull();
    assertThat(provider.directory(session, url)).isNotNull();
    assertThat(requests).hasValue(1);

    assertThat(session.getMetadata()).isNotNull();
    assertThat(session.hasDirectory()).isTrue();
    assertThat(provider.directory(session, url)).isNull();
    assertThat(requests).hasValue(1);
  }
}
