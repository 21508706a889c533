package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestEnvironment
class FaultProxyIT {

  private static final String ANSWER = "answer";
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final TestAuthority authority = TestAuthority.create("test-fault-proxy");
  private final AtomicInteger kills = new AtomicInteger();
  private final Resources resources = new Resources();
  private final List<String> hosts = new CopyOnWriteArrayList<>();
  private final HttpClient client =
      resources.add(HttpClient.newBuilder().sslContext(authority.sslContext()).build());
  private final FaultProxy proxy;

  FaultProxyIT() throws IOException {
    var server = HttpsServer.create(new InetSocketAddress(Loopback.address(127, 0, 0, 1), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(credentials().serverContext()));
    server.createContext("/", this::answer);
    server.start();
    resources.add(() -> server.stop(0));
    var url = URI.create("https://127.0.0.1:%d/dir".formatted(server.getAddress().getPort()));
    this.proxy = start(new FaultProxy.Upstream(url, authority.sslContext()));
  }

  private Credentials credentials() {
    return authority.issue("127.0.0.1");
  }

  private FaultProxy start(FaultProxy.Upstream upstream) {
    return resources.add(FaultProxy.start(upstream, credentials(), kills::incrementAndGet));
  }

  private void answer(HttpExchange exchange) throws IOException {
    hosts.add(exchange.getRequestHeaders().getFirst("Host"));
    var body = ANSWER.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Replay-Nonce", "fresh");
    exchange.sendResponseHeaders(201, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @AfterEach
  void close() {
    resources.close();
  }

  private HttpResponse<String> post() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(proxy.url()).timeout(PATIENCE).POST(BodyPublishers.ofString("{}"));
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> postWith(Fault fault) throws IOException, InterruptedException {
    proxy.follow(_ -> Optional.of(fault));
    return post();
  }

  @Test
  void passesRequestsOnAndKeepsTheirHost() throws Exception {
    var answer = post();

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo(ANSWER);
    assertThat(answer.headers().firstValue("Replay-Nonce")).contains("fresh");
    assertThat(hosts).containsExactly(proxy.url().getAuthority());
    assertThat(proxy.exchanges())
        .extracting(
            it -> it.request().method(),
            it -> it.request().path(),
            it -> it.request().body(),
            ProxiedExchange::status,
            ProxiedExchange::answer)
        .containsExactly(tuple("POST", "/dir", "{}", 201, ANSWER));
  }

  @ParameterizedTest
  @EnumSource(names = {"INTERNAL_ERROR", "UNAVAILABLE", "TOO_MANY_REQUESTS", "BAD_NONCE", "HTML"})
  void answersInPlaceOfTheServer(Fault fault) throws Exception {
    var answer = postWith(fault);

    var expected = FaultAnswer.of(fault);
    assertThat(answer.statusCode()).hasToString(expected.head().word(1));
    assertThat(answer.body()).isEqualTo(expected.body());
    assertThat(answer.headers().firstValue("Content-Type"))
        .isEqualTo(expected.head().field("Content-Type"));
    assertThat(hosts).isEmpty();
  }

  @Test
  void asksForPatienceAndGivesABadNonce() throws Exception {
    assertThat(postWith(Fault.TOO_MANY_REQUESTS).headers().firstValue("Retry-After")).contains("1");
    assertThat(postWith(Fault.BAD_NONCE).headers().firstValue("Replay-Nonce")).isPresent();
  }

  @Test
  void anEmptyBodyHasTheServersHead() throws Exception {
    var answer = postWith(Fault.EMPTY_BODY);

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Replay-Nonce")).contains("fresh");
    assertThat(answer.body()).isEmpty();
    assertThat(hosts).hasSize(1);
  }

  @Test
  void aStallInTheHeadersIsNoAnswer() {
    assertThatExceptionOfType(HttpTimeoutException.class)
        .isThrownBy(() -> postWith(Fault.STALLED_HEADERS));
    assertThat(hosts).hasSize(1);
  }

  @Test
  void aStallInTheBodyIsHalfAnAnswer() throws Exception {
    proxy.follow(_ -> Optional.of(Fault.STALLED_BODY));
    var request = HttpRequest.newBuilder(proxy.url()).build();

    var answer = client.send(request, BodyHandlers.ofInputStream());

    try (var body = answer.body()) {
      assertThat(body.readNBytes(3)).asString().isEqualTo("ans");
      var rest = CompletableFuture.supplyAsync(() -> read(body));
      assertThatExceptionOfType(TimeoutException.class)
          .isThrownBy(() -> rest.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  private static int read(InputStream body) {
    try {
      return body.read();
    } catch (IOException e) {
      return -1;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CUT_AFTER", "CUT_BODY"})
  void anAnswerIsCutAfterTheServerHasGivenIt(Fault fault) {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> postWith(fault));
    assertThat(hosts).hasSize(1);
    assertThat(proxy.exchanges()).extracting(ProxiedExchange::status).containsExactly(201);
  }

  @Test
  void aRequestIsCutBeforeTheServerHearsOfIt() {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> postWith(Fault.CUT_BEFORE));
    assertThat(hosts).isEmpty();
  }

  @Test
  void aDelayedRequestIsAnswered() {
    assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(() -> postWith(Fault.DELAY));
    assertThat(hosts).isEmpty();

    await().until(() -> hosts.size() == 1);
  }

  @Test
  void killsBeforeOrAfterTheServerHears() {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> postWith(Fault.KILL_BEFORE));
    assertThat(kills).hasValue(1);
    assertThat(hosts).isEmpty();

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> postWith(Fault.KILL_AFTER));
    assertThat(kills).hasValue(2);
    assertThat(hosts).hasSize(1);
  }

  @Test
  void aCABehindItMakesItsUrlsFromTheHost(Pebble pebble) throws Exception {
    var ca = start(FaultProxy.Upstream.of(pebble));

    var directory =
        client.send(HttpRequest.newBuilder(ca.url()).build(), BodyHandlers.ofString()).body();

    assertThat(directory).contains("https://%s/order-plz".formatted(ca.url().getAuthority()));
  }

  @Test
  void watchesPassAsTheyCome(Cluster cluster, TestNamespace namespace, @TempDir Path folder)
      throws Exception {
    var api = start(FaultProxy.Upstream.of(cluster));
    var file = Files.writeString(folder.resolve("kubeconfig"), api.kubeconfig(cluster, authority));
    var config = new ConfigBuilder(Config.fromKubeconfig(file.toFile())).build();
    var seen = new CopyOnWriteArrayList<String>();
    try (var through = new KubernetesClientBuilder().withConfig(config).build();
        var _ = through.configMaps().inNamespace(namespace.name()).watch(new Names(seen))) {
      var one = new ConfigMapBuilder().withNewMetadata().withName("one").endMetadata().build();

      through.configMaps().inNamespace(namespace.name()).resource(one).create();

      await().until(() -> seen.contains("one"));
    }
    assertThat(api.exchanges())
        .extracting(it -> it.request().method(), ProxiedExchange::status)
        .contains(tuple("POST", 201));
  }

  private record Names(List<String> seen) implements Watcher<ConfigMap> {
    @Override
    public void eventReceived(Action action, ConfigMap map) {
      seen.add(map.getMetadata().getName());
    }

    @Override
    public void onClose(WatcherException e) {
      seen.add(String.valueOf(e.getMessage()));
    }
  }
}
