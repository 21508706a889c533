package dev.nodecert.helm;

import static dev.nodecert.helm.ProxyStage.PASSWORD;
import static dev.nodecert.helm.ProxyStage.SESSION;
import static dev.nodecert.helm.ProxyStage.get;
import static dev.nodecert.helm.ProxyStage.request;
import static dev.nodecert.helm.ProxyStage.stranger;
import static dev.nodecert.helm.ProxyStage.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.testenv.ChartTools;
import dev.nodecert.testenv.ProxyContainer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What reaches a node past the locks of its proxy: 11 paths by 7 methods by 6 headers, and 3
 * WebSockets, for each of 13 locks and ways to lack a key; of these 6045 requests none.
 */
class ProxyLocksIT {

  private static final int REQUESTS = 465;

  /** So many nginx takes on one connection of HTTP/2. */
  private static final int STREAMS = 128;

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PROPFIND");
  private static final List<String> PATHS =
      List.of(
          "/",
          "//",
          "/?console=kvm",
          "/api2/json/version",
          "/.well-known/acme-challenge/evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA",
          "/x/../.well-known/acme-challenge/evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA",
          "/.nodecert/auth",
          "/%2enodecert/auth",
          "/.nodecert/auth/",
          "/gate/login/..;/",
          "/gate/login/../../");
  private static final Map<String, String> TRICKS =
      Map.of(
          "X-Forwarded-For", "127.0.0.1",
          "X-Original-URI", "/gate/login",
          "X-Original-Method", "OPTIONS",
          "Remote-User", "root@pam",
          "X-Rewrite-URL", "/gate/login",
          "Cookie", "__Host-nodecert-gate=" + "A".repeat(43));
  private static final List<String> WEB_SOCKETS =
      List.of("/vnc/websocket", "/api2/json/nodes/pve1/vncwebsocket", "/gate/login");

  @TempDir private static Path home = Path.of("set by JUnit");
  private static ChartTools tools;
  private static GateProcess gate;

  @TempDir private Path folder = Path.of("set by JUnit");
  private ProxyStage stage;

  @BeforeAll
  static void provide() throws Exception {
    tools = ChartTools.provide(home);
    gate = GateProcess.start(home);
  }

  @AfterAll
  static void end() {
    gate.close();
  }

  @BeforeEach
  void set() {
    stage = new ProxyStage(tools, folder, gate.port());
  }

  @AfterEach
  void strike() {
    stage.close();
  }

  enum Key {
    PASSWORD_FILE("basicAuth: {secretName: passwords}"),
    CERTIFICATE("clientCertificates: {secretName: clients}"),
    ENDPOINT("forwardAuth: {url: 'http://127.0.0.1:ENDPOINT/auth'}");

    private final String lock;

    Key(String lock) {
      this.lock = lock;
    }

    private HttpClient client() {
      return this == CERTIFICATE ? user() : stranger();
    }

    private Map<String, String> headers() {
      return switch (this) {
        case PASSWORD_FILE -> Map.of("Authorization", PASSWORD);
        case ENDPOINT -> Map.of("Cookie", SESSION);
        case CERTIFICATE -> Map.of();
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingComesThroughButWithTheKey(Key key) throws Exception {
    try (var proxy = stage.start("locks: {%s}".formatted(key.lock))) {
      requestEverything(ProxyStage::stranger, proxy, Map.of());
      assertThat(stage.node().requests()).isEmpty();

      assertThat(get(key.client(), proxy, key.headers()).statusCode()).isEqualTo(200);
      assertThat(stage.node().requests()).hasSize(1);
    }
  }

  @Test
  void theGateLetsInByACodeWhichIsGoodOnce() throws Exception {
    try (var proxy = stage.start("locks: {gate: true}")) {
      requestEverything(ProxyStage::stranger, proxy, Map.of());
      assertThat(stage.node().requests()).isEmpty();

      var form = gate.form();
      var login = send(proxy, "/gate/login", form, Map.of());
      assertThat(login.statusCode()).isEqualTo(303);
      var session = Map.of("Cookie", session(login));
      assertThat(get(stranger(), proxy, withLargeHeaders(session)).statusCode()).isEqualTo(200);
      assertThat(stage.node().requests()).hasSize(1);

      var again = send(proxy, "/gate/login", form, Map.of());
      assertThat(again.statusCode()).isEqualTo(403);
      assertThat(again.headers().firstValue("Set-Cookie")).isEmpty();

      assertThat(send(proxy, "/gate/logout", "", session).statusCode()).isEqualTo(303);
      assertThat(get(stranger(), proxy, session).statusCode()).isEqualTo(302);
      assertThat(stage.node().requests()).hasSize(1);
    }
  }

  /** As the gate's own page sends it. */
  private static HttpResponse<Void> send(
      ProxyContainer proxy, String path, String form, Map<String, String> headers)
      throws Exception {
    var request =
        request(proxy, path, headers)
            .header("Origin", "https://localhost:" + proxy.httpsPort())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    return stranger().send(request, BodyHandlers.discarding());
  }

  private static String session(HttpResponse<?> login) {
    return login.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
  }

  /** More than the gate takes, and it is not to see them. */
  private static Map<String, String> withLargeHeaders(Map<String, String> headers) {
    var all = new HashMap<>(headers);
    Stream.of("A", "B", "C").forEach(name -> all.put("X-" + name, name.repeat(7 << 10)));
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void ofAllKeysNoneMayBeMissing(Key missing) throws Exception {
    var all = List.of(Key.values());
    var locks = all.stream().map(key -> key.lock).toList();
    var headers = new HashMap<String, String>();
    all.stream().filter(key -> key != missing).forEach(key -> headers.putAll(key.headers()));
    try (var proxy = stage.start("locks: {%s}".formatted(String.join(", ", locks)))) {
      requestEverything(
          missing == Key.CERTIFICATE ? ProxyStage::stranger : ProxyStage::user, proxy, headers);
      assertThat(stage.node().requests()).isEmpty();

      headers.putAll(missing.headers());
      assertThat(get(user(), proxy, headers).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          access: {deny: [127.0.0.0/8]}                          | 403
          access: {allow: [192.0.2.0/24]}                        | 403
          access: {allow: [127.0.0.0/8], deny: [127.0.0.1]}      | 403
          trustedProxies: {header: XForwardedFor, cidrs: [192.0.2.0/24]}, access: {allow: [192.0.2.1]} | 403
          locks: {forwardAuth: {url: 'http://127.0.0.1:1/auth'}} | 500
          locks: {gate: true}                                    | 302
          """)
  void whoMayNotComeDoesNot(String settings, int status) throws Exception {
    var lines = settings.replaceAll("}, (?=[a-z]+: \\{)", "}\n  ");
    try (var proxy = stage.start(lines)) {
      requestEverything(ProxyStage::stranger, proxy, Map.of());

      var forged = Map.of("X-Forwarded-For", "192.0.2.1");
      assertThat(get(stranger(), proxy, forged).statusCode()).isEqualTo(status);
      assertThat(stage.node().requests()).isEmpty();
    }
  }

  private static void requestEverything(
      Supplier<HttpClient> clients, ProxyContainer proxy, Map<String, String> headers) {
    var client = clients.get();
    var answers = new ArrayList<CompletableFuture<?>>();
    for (var path : WEB_SOCKETS) {
      answers.add(openWebSocket(client, proxy, path, headers));
    }
    for (var request : requests(proxy, headers)) {
      client = answers.size() % STREAMS == 0 ? clients.get() : client;
      answers.add(client.sendAsync(request, BodyHandlers.discarding()));
    }
    answers.forEach(CompletableFuture::join);
    assertThat(answers).hasSize(REQUESTS);
  }

  private static List<HttpRequest> requests(ProxyContainer proxy, Map<String, String> headers) {
    var requests = new ArrayList<HttpRequest>();
    for (var path : PATHS) {
      for (var method : METHODS) {
        TRICKS.forEach((name, value) ->
            requests.add(
                request(proxy, path, headers)
                    .method(method, BodyPublishers.noBody())
                    .header(name, value)
                    .build()));
      }
    }
    return requests;
  }

  private static CompletableFuture<?> openWebSocket(
      HttpClient client, ProxyContainer proxy, String path, Map<String, String> headers) {
    var builder = client.newWebSocketBuilder();
    headers.forEach(builder::header);
    var uri = URI.create("wss://localhost:%d%s".formatted(proxy.httpsPort(), path));
    return builder
        .buildAsync(uri, new WebSocket.Listener() {})
        .handle((socket, refused) -> refused);
  }
}
