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
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What reaches a node past the locks of its proxy: paths, methods, headers and WebSockets by each.
 */
class ProxyLocksIT {

  /** That nginx takes on one connection of HTTP/2. */
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
          "Remote-User", "root@pam");

  @TempDir private static Path home = Path.of("set by JUnit");
  private static ChartTools tools;

  @TempDir private Path folder = Path.of("set by JUnit");
  private ProxyStage stage;

  @BeforeAll
  static void provide() {
    tools = ChartTools.provide(home);
  }

  @BeforeEach
  void set() {
    stage = new ProxyStage(tools, folder);
  }

  @AfterEach
  void strike() {
    stage.close();
  }

  enum Key {
    PASSWORD_FILE("basicAuth: {secretName: passwords}"),
    CERTIFICATE("clientCertificates: {secretName: clients}"),
    ENDPOINT("forwardAuth: {url: 'http://127.0.0.1:ENDPOINT/auth'}"),
    GATE("gate: true");

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
        case ENDPOINT, GATE -> Map.of("Cookie", SESSION);
        case CERTIFICATE -> Map.of();
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingComesThroughButWithTheKey(Key key) throws Exception {
    try (var proxy = stage.start("locks: {%s}".formatted(key.lock))) {
      requestEverything(stranger(), proxy, Map.of());
      assertThat(stage.node().requests()).isEmpty();

      assertThat(get(key.client(), proxy, key.headers()).statusCode()).isEqualTo(200);
      assertThat(stage.node().requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GATE")
  void ofAllKeysNoneMayBeMissing(Key missing) throws Exception {
    var all = List.of(Key.PASSWORD_FILE, Key.CERTIFICATE, Key.ENDPOINT);
    var locks = all.stream().map(key -> key.lock).toList();
    var headers = new HashMap<String, String>();
    all.stream().filter(key -> key != missing).forEach(key -> headers.putAll(key.headers()));
    try (var proxy = stage.start("locks: {%s}".formatted(String.join(", ", locks)))) {
      requestEverything(missing == Key.CERTIFICATE ? stranger() : user(), proxy, headers);
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
      requestEverything(stranger(), proxy, Map.of());

      var forged = Map.of("X-Forwarded-For", "192.0.2.1");
      assertThat(get(stranger(), proxy, forged).statusCode()).isEqualTo(status);
      assertThat(stage.node().requests()).isEmpty();
    }
  }

  private static void requestEverything(
      HttpClient client, ProxyContainer proxy, Map<String, String> headers) {
    var pending = new ArrayList<CompletableFuture<?>>();
    for (var path : PATHS) {
      for (var method : METHODS) {
        TRICKS.forEach((name, value) ->
            pending.add(
                client.sendAsync(
                    request(proxy, path, headers)
                        .method(method, BodyPublishers.noBody())
                        .header(name, value)
                        .build(),
                    BodyHandlers.discarding())));
      }
      if (pending.size() > STREAMS - METHODS.size() * TRICKS.size()) {
        pending.forEach(CompletableFuture::join);
        pending.clear();
      }
    }
    pending.add(openWebSocket(client, proxy, headers));
    pending.forEach(CompletableFuture::join);
  }

  private static CompletableFuture<?> openWebSocket(
      HttpClient client, ProxyContainer proxy, Map<String, String> headers) {
    var builder = client.newWebSocketBuilder();
    headers.forEach(builder::header);
    var uri = URI.create("wss://localhost:%d/vnc/websocket".formatted(proxy.httpsPort()));
    return builder
        .buildAsync(uri, new WebSocket.Listener() {})
        .handle((socket, refused) -> refused);
  }
}
