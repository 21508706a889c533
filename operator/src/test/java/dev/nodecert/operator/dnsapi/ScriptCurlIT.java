package dev.nodecert.operator.dnsapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.nodecert.operator.dnsapi.ScriptResult.Outcome;
import dev.nodecert.testenv.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scripts do by curl, with a provider's API over TLS and one without. */
@Timeout(60)
class ScriptCurlIT {

  private static final String TOKEN = "t0ken/With+all-kinds-of-signs";
  private static final String HOST = "api.provider.example";

  @TempDir private Path folder;
  private FakeInstallation installation;
  private LocalScriptRunner runner;
  private HttpsServer https;
  private HttpServer http;
  private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();

  /** What the provider has got. */
  private record Request(
      String method, String path, Map<String, List<String>> headers, String body) {

    String header(String name) {
      return String.join("|", headers.getOrDefault(name, List.of()));
    }
  }

  @BeforeEach
  void start() throws IOException {
    installation = FakeInstallation.in(folder);
    var authority = TestAuthority.create("Provider's CA");
    var ca = Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
    https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(authority.issue(HOST).serverContext()));
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Stream.of(https, http).forEach(this::serve);
    runner = runner("cacert = \"" + ca + "\"");
  }

  private void serve(HttpServer server) {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange, 200, "answer"));
    server.createContext("/redirect", this::redirect);
    server.start();
  }

  private LocalScriptRunner runner(String... lines) {
    var connect =
        "connect-to = \"%s:443:127.0.0.1:%d\"".formatted(HOST, https.getAddress().getPort());
    return new LocalScriptRunner(
        installation.home(),
        folder,
        2,
        new ScriptEnvironment(
            ScriptEnvironment.ofSystem().path(),
            Stream.concat(Stream.of(connect), Stream.of(lines)).toList()));
  }

  @AfterEach
  void stop() {
    runner.close();
    https.stop(0);
    http.stop(0);
  }

  private void redirect(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Location", "https://" + HOST + "/target");
    answer(exchange, 302, "");
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            Map.copyOf(exchange.getRequestHeaders()),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
    var bytes = body.getBytes(UTF_8);
    boolean none = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, none ? -1 : bytes.length);
    if (!none) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private ScriptResult run(String body) throws IOException, InterruptedException {
    return runner.run(
        CallEdit.of(installation.add("fake", body.replace("HOST", HOST)))
            .credentials(Map.of("FAKE_Token", TOKEN))
            .call());
  }

  @Test
  void aGetHasItsHeadersAndGivesItsAnswer() throws Exception {
    var result =
        run(
            """
            export _H1="Authorization: Bearer $FAKE_Token"
            export _H2='X-Odd: "quoted" \\back\\slash ?'
            _info "$(_get "https://HOST/zones?name=example.com&x=[1]")"
            grep '^HTTP' "$HTTP_HEADER" | cut -d ' ' -f 2
            """);

    assertThat(result.output()).isEqualTo("answer\n200");
    var request = requests.element();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.header("Authorization")).isEqualTo("Bearer " + TOKEN);
    assertThat(request.header("X-odd")).isEqualTo("\"quoted\" \\back\\slash ?");
    assertThat(request.header("User-agent")).startsWith("acme.sh/3.");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"a\": \"b\\\"c\\\\d\"}|POST",
        "@/etc/passwd|PUT",
        "two\\nlines\\t ünï %41 'x'|PATCH",
        "a=b&c=d|DELETE",
      })
  void aBodyArrivesUntouched(String body, String method) throws Exception {
    var call =
        CallEdit.of(
                installation.add(
                    "fake",
                    "_post \"$(printf '%b' \"$FAKE_Body\")\" https://HOST/records '' \"$FAKE_Method\" application/json >/dev/null"
                        .replace("HOST", HOST)))
            .settings(Map.of("FAKE_Body", body, "FAKE_Method", method))
            .call();

    assertThat(runner.run(call).outcome()).isEqualTo(Outcome.SUCCEEDED);

    var request = requests.element();
    assertThat(request.method()).isEqualTo(method);
    assertThat(request.header("Content-type")).isEqualTo("application/json");
    assertThat(request.body())
        .isEqualTo(body.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\"));
  }

  @Test
  void aLargeBodyArrives() throws Exception {
    run("_post \"$(printf 'x%.0s' $(seq 300000))\" https://HOST/zone >/dev/null");

    assertThat(requests.element().body()).hasSize(300_000);
  }

  @Test
  void onlyHeadersAreAskedForByHead() throws Exception {
    var result = run("_get https://HOST/ onlyheader | head -n 1");

    assertThat(result.output()).startsWith("HTTP/");
    assertThat(requests.element().method()).isEqualTo("HEAD");
  }

  @Test
  void aHeaderIsNoFile() throws Exception {
    var result = run("export _H1=@/etc/passwd; _get https://HOST/");

    assertThat(result.output()).isEqualTo("answer");
    assertThat(requests.element().headers()).doesNotContainKey("Root");
  }

  @Test
  void neighboursSeeNoSecretWhileARequestIsOnItsWay() throws Exception {
    var asked = new CompletableFuture<Void>();
    var release = new CompletableFuture<Void>();
    https.createContext(
        "/slow",
        exchange -> {
          asked.complete(null);
          release.join();
          answer(exchange, 200, "late");
        });
    var call =
        CallEdit.of(
                installation.add(
                    "victim",
                    """
                    export _H1="Authorization: Bearer $FAKE_Token"
                    _H2="X-Token: $FAKE_Token" _post "token=$FAKE_Token" "https://HOST/slow?token=$FAKE_Token"
                    """
                        .replace("HOST", HOST)))
            .credentials(Map.of("FAKE_Token", TOKEN))
            .call();
    var victim =
        CompletableFuture.supplyAsync(() -> runUninterrupted(call), Thread::startVirtualThread);
    asked.join();

    var spy =
        run(
            """
            for p in /proc/[0-9]*; do
              case "$(cat "$p/environ" "$p/cmdline" 2>/dev/null | tr '\\0' '\\n')" in
                *"$FAKE_Token"*) echo "found in $p" ;;
                *curl*--config*) echo "saw curl" ;;
              esac
            done
            """);
    release.complete(null);

    assertThat(spy.output()).isEqualTo("saw curl");
    assertThat(victim.join().output()).isEqualTo("late");
    assertThat(requests.element().header("X-token")).isEqualTo(TOKEN);
  }

  private ScriptResult runUninterrupted(ScriptCall call) {
    try {
      return runner.run(call);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  // Where curl goes, and where not.

  @Test
  void aRedirectIsNotFollowedAndTold() throws Exception {
    var result = run("_get https://HOST/redirect; echo \"$?\"");

    assertThat(result.output())
        .isEqualTo(
            "The server redirects to https://%s/target, which is not followed.\n0".formatted(HOST));
    assertThat(requests).extracting(Request::path).containsExactly("/redirect");
  }

  @Test
  void aScriptThatNeedsRedirectsHasThem() throws Exception {
    var call = installation.add("freedns", "_get https://HOST/redirect".replace("HOST", HOST));

    assertThat(runner.run(call).output()).isEqualTo("answer");
    assertThat(requests).extracting(Request::path).containsExactly("/redirect", "/target");
  }

  @Test
  void curlItselfFollowsNoRedirectEither() throws Exception {
    var result = run("command curl --silent --location https://HOST/redirect; echo \"$?\"");

    assertThat(result.output()).isEqualTo("47"); // CURLE_TOO_MANY_REDIRECTS
    assertThat(requests).extracting(Request::path).containsExactly("/redirect");
  }

  @Test
  void anUnknownAuthorityIsRefused() throws Exception {
    try (var distrustful = runner()) {
      var call = installation.add("fake", "_get https://HOST/".replace("HOST", HOST));

      assertThat(distrustful.run(call).outcome()).isEqualTo(Outcome.FAILED);
      assertThat(distrustful.run(call).output()).contains("curl: (60) SSL certificate problem");
      assertThat(requests).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, FAILED", "1, SUCCEEDED"})
  void insecureIsOnlyWhoSaysSo(String value, Outcome outcome) throws Exception {
    try (var distrustful = runner()) {
      var call =
          installation.add(
              "fake", "export HTTPS_INSECURE=%s; _get https://%s/".formatted(value, HOST));

      assertThat(distrustful.run(call).outcome()).isEqualTo(outcome);
    }
  }

  @Test
  void plainHttpIsOnlyForWhoSaysSo() throws Exception {
    var url = "http://127.0.0.1:%d/".formatted(http.getAddress().getPort());
    var script = installation.add("fake", "_get \"%s\"".formatted(url));

    assertThat(runner.run(script).output()).contains("Protocol \"http\" not supported or disabled");
    assertThat(requests).isEmpty();
    assertThat(runner.run(CallEdit.of(script).settings(Map.of("FAKE_Url", url)).call()).output())
        .isEqualTo("answer");
  }

  @ParameterizedTest
  @CsvSource({"file:///etc/passwd", "dict://127.0.0.1/", "ftp://127.0.0.1/"})
  void otherProtocolsAreNeverSpoken(String url) throws Exception {
    var call =
        CallEdit.of(installation.add("fake", "_get '%s'".formatted(url)))
            .settings(Map.of("FAKE_Url", "http://127.0.0.1/"))
            .call();

    assertThat(runner.run(call).output()).contains("curl: (1) ").doesNotContain("root:");
  }

  @Test
  void whyThereIsNoAnswerIsTold() throws Exception {
    var result = run("_get https://HOST:1/ || return 9".replace("HOST", "127.0.0.1"));

    assertThat(result.exitCode()).isEqualTo(9);
    assertThat(result.output()).startsWith("curl: (7) Failed to connect to 127.0.0.1 port 1");
  }
}
