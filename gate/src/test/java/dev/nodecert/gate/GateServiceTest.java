package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole of it, as nginx and browsers see it. */
@Timeout(60)
class GateServiceTest {

  private static final String COOKIE = "__Host-nodecert-gate=";

  @TempDir private Path folder;
  private Path users;
  private GateService service;
  private final MovedClock clock = new MovedClock();
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws IOException {
    users = folder.resolve("users.yaml");
    Files.write(users, Fixtures.usersYaml());
    var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var limits = new SessionLimits(Duration.ofHours(1), Duration.ofHours(2), 10);
    service = new GateService(new GateConfiguration(anyPort, anyPort, users, limits), clock);
    service.start();
  }

  @AfterEach
  void close() {
    client.close();
    service.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /auth, 401",
    "GET, /auth?a=b, 401",
    "POST, /auth, 405",
    "HEAD, /auth, 405",
    "GET, /auth/, 404",
    "GET, /authx, 404",
    "GET, //auth, 404",
    "GET, /%61uth, 404",
    "GET, /, 404",
    "GET, /gate, 404",
    "GET, /gate/, 404",
    "GET, /gate/login, 200",
    "HEAD, /gate/login, 200",
    "PUT, /gate/login, 405",
    "GET, /gate/logout, 405",
    "POST, /gate/logout, 303",
    "GET, /healthz, 404",
    "GET, /metrics, 404",
  })
  void withoutASessionNothingIsAdmitted(String method, String path, int status) throws Exception {
    var request = ours(path).method(method, BodyPublishers.noBody());

    assertThat(send(request).statusCode()).isEqualTo(status);
  }

  @Test
  void whoLogsInIsAdmittedUntilTheLogOut() throws Exception {
    var login = login("user=alice&to=%2Fpve2%3Fa%3Db&password=", code());
    var session = session(login);

    assertThat(login.statusCode()).isEqualTo(303);
    assertThat(login.headers().firstValue("Location")).contains("/pve2?a=b");
    assertThat(auth(session)).isEqualTo(204);
    assertThat(send(ours("/gate/login").header("Cookie", session)).body()).contains("alice");

    var logout = send(ours("/gate/logout").header("Cookie", session).POST(BodyPublishers.noBody()));

    assertThat(logout.statusCode()).isEqualTo(303);
    assertThat(logout.headers().firstValue("Set-Cookie"))
        .hasValueSatisfying(
            cookie -> assertThat(cookie).startsWith(COOKIE + ";").endsWith("Max-Age=0"));
    assertThat(auth(session)).isEqualTo(401);
  }

  @Test
  void aSessionEndsWithTime() throws Exception {
    var session = session(login("user=alice&password=", code()));
    clock.move(Duration.ofMinutes(59));
    assertThat(auth(session)).isEqualTo(204);

    clock.move(Duration.ofMinutes(61));

    assertThat(auth(session)).isEqualTo(401);
  }

  @Test
  void aSessionEndsWithItsUser() throws Exception {
    var session = session(login("user=alice&password=", code()));
    Files.writeString(users, Files.readString(users).replace("name: alice", "name: carol"));
    clock.move(Duration.ofSeconds(1));

    assertThat(auth(session)).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "user=alice&password=, 000000, 403",
    "user=carol&password=, CODE, 403",
    "user=alice&other=, CODE, 403",
    "user=%zz&password=, CODE, 400",
    "user=a&user=alice&password=, CODE, 400",
  })
  void whoIsRefusedGetsNoCookie(String form, String code, int status) throws Exception {
    var answer = login(form, code.equals("CODE") ? code() : code);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(answer.body()).doesNotContain(Fixtures.PASSWORD, code());
  }

  @Test
  void whoGuessesIsToldToWaitAndTheOwnerIsNot() throws Exception {
    login("user=alice&password=", "000000");
    var early = login("user=alice&password=", code());

    assertThat(early.statusCode()).isEqualTo(429);
    assertThat(early.headers().firstValue("Retry-After")).contains("1");
    assertThat(early.body()).contains("wait 1 s and try again.");
    var owner =
        form("user=alice&password=", code()).header("X-Forwarded-For", "192.0.2.1, 192.0.2.2");
    assertThat(send(owner).statusCode()).isEqualTo(303);
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Origin, https://evil.example",
    "Origin, null",
  })
  void aFormOfAnotherSiteIsRefused(String header, String value) throws Exception {
    var session = session(login("user=alice&password=", code()));
    clock.move(TotpSecret.STEP);
    var login = form("user=alice&password=", code()).setHeader(header, value);
    var logout =
        ours("/gate/logout")
            .header("Cookie", session)
            .setHeader(header, value)
            .POST(BodyPublishers.noBody());

    assertThat(send(login).statusCode()).isEqualTo(403);
    assertThat(send(logout).statusCode()).isEqualTo(403);
    assertThat(auth(session)).isEqualTo(204);
  }

  @Test
  void aFormHasItsTypeAndAnEnd() throws Exception {
    var text = form("user=alice&password=", code()).setHeader("Content-Type", "text/plain");
    var large = form("user=alice&to=" + "a".repeat(8192) + "&password=", code());

    assertThat(send(text).statusCode()).isEqualTo(415);
    assertThat(send(large).statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource({
    "/gate/login?to=/a?b=c&d=e, /x, /a?b=c&amp;d=e",
    "/gate/login?to=//evil.example, /x, /",
    "/gate/login?to=, /x, /",
    "/gate/login, /x?y, /x?y",
    "/gate/login?other, /x, /x",
    "/gate/login, //evil.example, /",
  })
  void thePageRemembersWhatWasWishedFor(String path, String original, String to) throws Exception {
    var page = send(ours(path).header("X-Original-URI", original));

    assertThat(page.body()).contains("name=\"to\" value=\"" + to + "\"");
  }

  @Test
  void aPageIsNeitherKeptNorFramedNorGivenScripts() throws Exception {
    var headers = send(ours("/gate/login")).headers();

    assertThat(headers.firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(headers.firstValue("Cache-Control")).contains("no-store");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
    assertThat(headers.firstValue("Referrer-Policy")).contains("same-origin");
    assertThat(headers.firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
  }

  @Test
  void withoutUsersItIsNotReadyAndDenies() throws Exception {
    var session = session(login("user=alice&password=", code()));
    assertThat(management("/readyz").statusCode()).isEqualTo(200);
    Files.delete(users);
    clock.move(Duration.ofSeconds(1));

    assertThat(management("/readyz").statusCode()).isEqualTo(503);
    assertThat(management("/healthz").statusCode()).isEqualTo(200);
    assertThat(management("/gate/login").statusCode()).isEqualTo(404);
    assertThat(auth(session)).isEqualTo(401);
  }

  @Test
  void whoComesIsCounted() throws Exception {
    var session = session(login("user=alice&password=", code()));
    auth(session);
    auth("a=b");
    login("user=alice&password=", "000000");

    assertThat(management("/metrics").body().lines().toList())
        .containsAll(
            List.of(
                "nodecert_gate_users 2.0",
                "nodecert_gate_sessions 1.0",
                "nodecert_gate_logins_total{result=\"admitted\"} 1.0",
                "nodecert_gate_logins_total{result=\"refused\"} 1.0",
                "nodecert_gate_requests_total{status=\"204\"} 1.0",
                "nodecert_gate_requests_total{status=\"401\"} 1.0"));
  }

  private String code() {
    return Fixtures.alicesCode(clock.instant());
  }

  private int auth(String cookie) throws IOException, InterruptedException {
    return send(ours("/auth").header("Cookie", cookie)).statusCode();
  }

  private HttpResponse<String> login(String form, String code)
      throws IOException, InterruptedException {
    return send(form(form, code));
  }

  private HttpRequest.Builder form(String form, String code) {
    var body =
        form + URLEncoder.encode(Fixtures.PASSWORD, StandardCharsets.UTF_8) + "&code=" + code;
    return ours("/gate/login")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body));
  }

  private static String session(HttpResponse<String> login) {
    var cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  /** As our own page sends it. */
  private HttpRequest.Builder ours(String path) {
    var host = "127.0.0.1:" + service.address().getPort();
    return HttpRequest.newBuilder(URI.create("http://" + host + path))
        .header("Origin", "https://" + host);
  }

  private HttpResponse<String> management(String path) throws IOException, InterruptedException {
    var port = service.managementAddress().getPort();
    return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
