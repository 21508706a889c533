package dev.nodecert.helm;

import static dev.nodecert.helm.ProxyStage.PASSWORD;
import static dev.nodecert.helm.ProxyStage.SESSION;
import static dev.nodecert.helm.ProxyStage.get;
import static dev.nodecert.helm.ProxyStage.issue;
import static dev.nodecert.helm.ProxyStage.request;
import static dev.nodecert.helm.ProxyStage.stranger;
import static dev.nodecert.helm.ProxyStage.tls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nodecert.helm.Chart.Variant;
import dev.nodecert.testenv.ChartTools;
import dev.nodecert.testenv.ProxyContainer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node's proxy does beside its locks. */
class ProxyNginxIT {

  /** Of requests that a client may send at once; twice as many are too many. */
  private static final int BURST = 20;

  private static final String TOKEN = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA";

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

  @Test
  void theNodeIsToldWhoComesByTheProxyAndNotByTheClient() throws Exception {
    var forged =
        Map.of(
            "Authorization", PASSWORD,
            "X-Forwarded-For", "192.0.2.66",
            "X-Real-IP", "192.0.2.66",
            "Forwarded", "for=192.0.2.66",
            "Remote-User", "root@pam",
            "X-Forwarded-User", "root@pam",
            "X-Forwarded-Uri", "/other",
            "X-Rewrite-URL", "/other");
    try (var proxy = stage.start("locks: {basicAuth: {secretName: passwords}}")) {
      get(stranger(), proxy, forged);

      assertThat(stage.node().requests())
          .singleElement()
          .satisfies(request -> {
            assertThat(request.header("X-forwarded-for")).isEqualTo("127.0.0.1");
            assertThat(request.header("X-real-ip")).isEqualTo("127.0.0.1");
            assertThat(request.header("X-forwarded-proto")).isEqualTo("https");
            assertThat(request.header("Host")).isEqualTo("localhost");
            assertThat(request.headers())
                .doesNotContainKeys(
                    "Authorization",
                    "Forwarded",
                    "Remote-user",
                    "X-forwarded-user",
                    "X-forwarded-uri",
                    "X-rewrite-url");
          });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {Cookie}; __Host-nodecert-gate=secret        | {Cookie}
          __Host-nodecert-gate=secret; {Cookie}        | {Cookie}
          {Cookie}; __Host-nodecert-gate=secret; b=2   | {Cookie}; b=2
          {Cookie}; a=__Host-nodecert-gate             | {Cookie}; a=__Host-nodecert-gate
          """)
  void theNodeDoesNotSeeTheGatesSession(String sent, String seen) throws Exception {
    try (var proxy = stage.start("locks: {gate: true}")) {
      get(stranger(), proxy, Map.of("Cookie", sent.replace("{Cookie}", SESSION)));

      assertThat(stage.node().requests())
          .singleElement()
          .satisfies(request ->
              assertThat(request.header("Cookie").replaceFirst("; $", ""))
                  .isEqualTo(seen.replace("{Cookie}", SESSION)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          locks: {gate: true}                                                                              | /gate/login?to=/
          locks: {forwardAuth: {url: 'http://127.0.0.1:ENDPOINT/auth', signInURL: 'https://a.example/in'}} | https://a.example/in?rd=https://localhost/
          locks: {forwardAuth: {url: 'http://127.0.0.1:ENDPOINT/auth'}}                                    |
          locks: {basicAuth: {secretName: passwords}, gate: true}                                          |
          """)
  void aBrowserIsLedToWhereItSignsIn(String settings, String location) throws Exception {
    try (var proxy = stage.start(settings)) {
      var answer = get(stranger(), proxy, Map.of());

      assertThat(answer.statusCode()).isEqualTo(location == null ? 401 : 302);
      assertThat(answer.headers().firstValue("Location")).isEqualTo(Optional.ofNullable(location));
      assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
          .isEqualTo(settings.contains("basicAuth"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gate: true", "forwardAuth: {url: 'http://127.0.0.1:ENDPOINT/auth'}"})
  void anUploadOfAnySizeIsLetInByAQuestionWithoutIt(String lock) throws Exception {
    try (var proxy = stage.start("locks: {%s}".formatted(lock))) {
      var upload =
          request(proxy, "/upload", Map.of("Cookie", SESSION))
              .POST(BodyPublishers.ofByteArray(new byte[2 << 20]))
              .build();

      assertThat(stranger().send(upload, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
      assertThat(stage.node().requests())
          .singleElement()
          .satisfies(it -> assertThat(it.header("Content-length")).isEqualTo("2097152"));
    }
  }

  @Test
  void whereTheGateIsIsLookedUpAgainAndAgain() throws Exception {
    var configuration = stage.configuration("locks: {gate: true}");
    var session = Map.of("Cookie", SESSION);
    try (var proxy = stage.start(configuration, tls(issue()), Map.of())) {
      proxy.awaitHttps();
      assertThat(get(stranger(), proxy, session).statusCode()).isEqualTo(500);

      proxy.resolve(ProxyStage.ADDRESSES);
      await()
          .untilAsserted(
              () -> assertThat(get(stranger(), proxy, session).statusCode()).isEqualTo(200));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,        192.0.2.1,                429",
    "192.0.2.1,        192.0.2.2,                200",
    "2001:db8::1,      2001:db8::a:b:c:d,        429",
    "2001:db8:0:1::1,  2001:db8:0:1:a:b:c:d,     429",
    "2001:db8::1,      2001:db8:0:1::1,          200",
    "2001:db8:a:a0a::, 2001:db8:a:a0a:0a0a::1,   429",
    "::ffff:192.0.2.1, 192.0.2.1,                429",
    "::ffff:192.0.2.1, ::ffff:192.0.2.2,         200",
  })
  void ofIpv6EachNetworkHasOneRate(String first, String second, int status) throws Exception {
    var settings =
        "trustedProxies: {header: XForwardedFor, cidrs: [127.0.0.0/8]}\n"
            + "  rateLimit: {requestsPerSecond: 10, burst: %d}".formatted(BURST);
    try (var proxy = stage.start(settings)) {
      var client = stranger();
      // So that all others find a connection, and come at once.
      get(client, proxy, Map.of());

      var answers =
          Stream.of(first, second)
              .flatMap(address -> Collections.nCopies(BURST, address).stream())
              .map(address -> request(proxy, "/", Map.of("X-Forwarded-For", address)).build())
              .map(request -> client.sendAsync(request, BodyHandlers.discarding()))
              .toList();

      assertThat(answers.stream().mapToInt(it -> it.join().statusCode()).max()).hasValue(status);
    }
  }

  @Test
  void noAnswerTellsAVersionOrWhatIsBehind() throws Exception {
    try (var proxy = stage.start("locks: {}")) {
      assertThat(get(stranger(), proxy, Map.of()).headers().map())
          .doesNotContainKey("x-powered-by")
          .containsEntry("server", List.of("nginx"))
          .containsEntry("strict-transport-security", List.of("max-age=31536000"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  localhost, /.well-known/acme-challenge/" + TOKEN + ", 200",
    "GET,  127.0.0.1, /.well-known/acme-challenge/" + TOKEN + ", 200",
    "HEAD, localhost, /.well-known/acme-challenge/" + TOKEN + ", 404",
    "POST, localhost, /.well-known/acme-challenge/" + TOKEN + ", 404",
    "GET,  localhost, /.well-known/acme-challenge/short, 308",
    "GET,  localhost, /.well-known/acme-challenge/" + TOKEN + "., 308",
    "GET,  localhost, /.well-known/acme-challenge/" + TOKEN + "/, 308",
    "GET,  localhost, /other/.well-known/acme-challenge/" + TOKEN + ", 308",
    "GET,  localhost, /, 308",
    "GET,  127.0.0.1, /, 404"
  })
  void port80ForwardsChallengesOnly(String method, String host, String path, int status)
      throws Exception {
    try (var proxy = stage.startWithoutCertificate("access: {deny: [127.0.0.0/8]}")) {
      var uri = URI.create("http://%s:%d%s".formatted(host, proxy.httpPort(), path));
      var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build();

      assertThat(stranger().send(request, BodyHandlers.discarding()).statusCode())
          .isEqualTo(status);
      assertThat(stage.solver().requests())
          .extracting(Backend.Request::path)
          .isEqualTo(status == 200 ? List.of("/proxy" + path) : List.of());
      assertThat(stage.node().requests()).isEmpty();
    }
  }

  @Test
  void aCertificateIsServedOnceItIsThereAndABrokenOneNever() throws Exception {
    var first = issue();
    var second = issue();
    try (var proxy = stage.startWithoutCertificate("locks: {}")) {
      proxy.project("tls", tls(first));
      proxy.awaitHttps();
      assertThat(served(proxy)).isEqualTo(first.certificate());

      proxy.project("tls", Map.of("tls.crt", second.certificatePem(), "tls.key", "broken"));
      await().until(() -> proxy.log().contains("is not served"));
      assertThat(served(proxy)).isEqualTo(first.certificate());

      proxy.project("tls", Map.of());
      proxy.project("tls", tls(second));
      await().untilAsserted(() -> assertThat(served(proxy)).isEqualTo(second.certificate()));
    }
  }

  /** As on a machine whose disk is full. */
  @Test
  void aLogThatCannotBeWrittenCostsNoAnswer() throws Exception {
    var configuration = stage.configuration("locks: {}");
    configuration.computeIfPresent(
        "nginx.conf", (_, text) -> text.replace("access_log off;", "access_log /dev/full;"));
    try (var proxy = stage.start(configuration, tls(issue()), ProxyStage.ADDRESSES)) {
      proxy.awaitHttps();

      assertThat(get(stranger(), proxy, Map.of()).statusCode()).isEqualTo(200);
      assertThat(get(stranger(), proxy, Map.of()).statusCode()).isEqualTo(200);
      await().until(() -> proxy.log().contains("No space left on device"));
    }
  }

  static Stream<Variant> variants() {
    return Stream.concat(
        Chart.named("node-proxy").variants().stream(),
        ProxyExample.all().stream().map(ProxyExample::variant));
  }

  /** Whatever the values allow, nginx takes; and all examples. */
  @ParameterizedTest
  @MethodSource("variants")
  void aVariantIsServed(Variant variant) throws Exception {
    for (var configuration : stage.configurations(variant.flags())) {
      try (var proxy = stage.start(configuration, tls(issue()), ProxyStage.ADDRESSES)) {
        proxy.awaitHttps();
        // No certificate of the tests names who would answer for it.
        assertThat(proxy.log().lines().filter(line -> !line.contains("ssl_stapling")))
            .noneMatch(line -> line.contains("[warn]") || line.contains("is not served"));
      }
    }
  }

  private static Certificate served(ProxyContainer proxy) throws Exception {
    var session = get(stranger(), proxy, Map.of()).sslSession().orElseThrow();
    return session.getPeerCertificates()[0];
  }
}
