package dev.nodecert.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ManagementServerTest {

  private final AtomicBoolean ready = new AtomicBoolean();
  private final HttpClient client = HttpClient.newHttpClient();
  private final ManagementServer server =
      new ManagementServer(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), ready::get, () -> "up 1\n");

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void whoAnswersIsHealthy() throws Exception {
    assertThat(get("/healthz")).returns(200, HttpResponse::statusCode);
  }

  @Test
  void itIsReadyOnceTheOperatorIs() throws Exception {
    assertThat(get("/readyz")).returns(503, HttpResponse::statusCode);

    ready.set(true);

    assertThat(get("/readyz")).returns(200, HttpResponse::statusCode);
  }

  @Test
  void metricsAreServedInPrometheussTextFormat() throws Exception {
    var metrics = get("/metrics");

    assertThat(metrics.body()).isEqualTo("up 1\n");
    assertThat(metrics.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
  }

  @Test
  void anythingElseIsNotThere() throws Exception {
    assertThat(get("/")).returns(404, HttpResponse::statusCode);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:%d%s".formatted(server.address().getPort(), path));
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
