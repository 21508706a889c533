package dev.nodecert.operator.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that misbehaves as CAs and the front ends before them do. */
@Timeout(60)
class BoundedHttpClientTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration SOON = Duration.ofMillis(300);
  private static final Duration LATE = Duration.ofSeconds(20);
  private static final int MAX_BYTES = 1_000;
  private static final int MAX_CHAIN_BYTES = 100;
  private static final int CHUNKED = 0;
  private static final int NO_BODY = -1;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch testIsOver = new CountDownLatch(1);
  private final List<String> exchanges = new ArrayList<>();
  private final HttpClient jdk = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void startTheServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stopTheServer() {
    testIsOver.countDown();
    server.stop(0);
    threads.close();
    jdk.close();
  }

  @Test
  void aWholeAnswerIsReadAsAStream() throws Exception {
    serve(exchange -> answer(exchange, 200, "application/json", "{}"));

    var response = send(get(), LATE);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).hasContent("{}");
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
  }

  @Test
  void anAnswerThatStallsInItsBodyIsGivenUp() {
    serve(exchange -> {
      exchange.sendResponseHeaders(200, CHUNKED);
      exchange.getResponseBody().write("{".getBytes(StandardCharsets.US_ASCII));
      exchange.getResponseBody().flush();
      waitForTheTestsEnd();
    });

    assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(() -> send(get(), SOON));
    assertThat(exchanges).containsExactly("directory 0");
  }

  @Test
  void anAnswerThatNeverBeginsIsGivenUp() {
    serve(_ -> waitForTheTestsEnd());

    assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(() -> send(get(), SOON));
    assertThat(exchanges).containsExactly("directory 0");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerThatIsTooLongIsGivenUp(boolean chunked) {
    serve(exchange -> {
      exchange.sendResponseHeaders(200, chunked ? CHUNKED : MAX_BYTES + 1);
      exchange.getResponseBody().write(new byte[MAX_BYTES + 1]);
    });

    assertThatExceptionOfType(UnexpectedAnswerException.class)
        .isThrownBy(() -> send(get(), LATE))
        .withMessageContaining("longer");
  }

  @Test
  void aChainMayBeLessLong() {
    serve(exchange ->
        answer(
            exchange, 200, "application/pem-certificate-chain", "x".repeat(MAX_CHAIN_BYTES + 1)));

    assertThatExceptionOfType(UnexpectedAnswerException.class)
        .isThrownBy(() -> send(get(), LATE))
        .withMessageContaining("longer");
  }

  @Test
  void anAnswerThatCouldStillGrowIsRefused() {
    serve(exchange -> {
      exchange.getResponseHeaders().set("Content-Encoding", "GZip");
      answer(exchange, 200, "application/json", "{}");
    });

    assertThatExceptionOfType(UnexpectedAnswerException.class)
        .isThrownBy(() -> send(get(), LATE))
        .withMessageContaining("compressed");
  }

  @Test
  void aServerThatTheDirectoryDoesNotNameIsNotAsked() {
    var elsewhere = HttpRequest.newBuilder(URI.create("http://127.0.0.2:1/")).GET().build();

    assertThatExceptionOfType(UnexpectedAnswerException.class)
        .isThrownBy(() -> send(elsewhere, LATE));
    assertThat(exchanges).isEmpty();
  }

  @Test
  void anAnswerMayBeAsLongAsTheLimit() throws Exception {
    serve(exchange -> answer(exchange, 200, "text/plain", "x".repeat(MAX_BYTES)));

    assertThat(send(get(), LATE).body()).hasContent("x".repeat(MAX_BYTES));
  }

  @Test
  void aFrontEndsErrorPageIsNoAnswerOfTheCaButItsWishIsKept() {
    serve(exchange -> {
      exchange.getResponseHeaders().set("Retry-After", "120");
      answer(exchange, 503, "text/html", "<h1>Down for maintenance</h1>");
    });

    assertThatExceptionOfType(UnexpectedAnswerException.class)
        .isThrownBy(() -> send(get(), LATE))
        .withMessageContaining("503")
        .withMessageNotContaining("maintenance")
        .satisfies(e -> assertThat(e.retryAfter()).contains(NOW.plusSeconds(120)));
    assertThat(exchanges).containsExactly("directory 503");
  }

  @Test
  void aRedirectIsNotFollowed() {
    serve(exchange -> {
      exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
      exchange.sendResponseHeaders(302, NO_BODY);
    });

    assertThatExceptionOfType(UnexpectedAnswerException.class)
        .isThrownBy(() -> send(get(), LATE))
        .withMessageContaining("302")
        .satisfies(e -> assertThat(e.retryAfter()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "404, application/problem+json",
    "429, application/problem+json; charset=utf-8",
    "304, text/html",
    "201, text/html",
  })
  void whatTheCaItselfMayAnswerIsLeftToAcme4j(int status, String type) throws Exception {
    serve(exchange -> {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, NO_BODY);
    });

    assertThat(send(get(), LATE).statusCode()).isEqualTo(status);
    assertThat(exchanges).containsExactly("directory " + status);
  }

  @Test
  void aServerThatIsNotThereIsTold() {
    server.stop(0);

    assertThatIOException().isThrownBy(() -> send(get(), LATE));
    assertThat(exchanges).containsExactly("directory 0");
  }

  @Test
  void everyRequestIsToldByWhatItIsFor() throws Exception {
    serve(exchange -> exchange.sendResponseHeaders(200, NO_BODY));
    var post = request().POST(BodyPublishers.ofString("{}")).build();

    send(get(), LATE);
    send(request().HEAD().build(), LATE);
    Endpoint.call("newOrder", () -> send(post, LATE));
    send(post, LATE);

    assertThat(exchanges)
        .containsExactly("directory 200", "newNonce 200", "newOrder 200", "other 200");
  }

  private HttpResponse<InputStream> send(HttpRequest request, Duration timeout)
      throws IOException, InterruptedException {
    var client =
        new BoundedHttpClient(
            jdk,
            timeout,
            new AnswerSize(MAX_BYTES, MAX_CHAIN_BYTES),
            new CAServers(address()),
            (endpoint, status, _) -> exchanges.add(endpoint + " " + status),
            InstantSource.fixed(NOW));
    return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
  }

  private HttpRequest get() {
    return request().GET().build();
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(address());
  }

  private URI address() {
    var address = server.getAddress();
    return URI.create("http://%s:%d/".formatted(address.getHostString(), address.getPort()));
  }

  private void serve(HttpHandler handler) {
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    var body = text.getBytes(StandardCharsets.US_ASCII);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private void waitForTheTestsEnd() {
    try {
      testIsOver.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
