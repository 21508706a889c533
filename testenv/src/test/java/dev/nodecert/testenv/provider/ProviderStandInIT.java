package dev.nodecert.testenv.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nodecert.testenv.Bind;
import dev.nodecert.testenv.TestEnvironment;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestEnvironment
class ProviderStandInIT {

  private static final String CLOUDFLARE = "https://api.cloudflare.com/client/v4/zones";
  private static final String GANDI = "https://api.gandi.net/v5/livedns/domains";
  private static final String OVH = "https://eu.api.ovh.com/1.0";

  private final Bind bind;
  private final String zone;
  private final String name;

  @TempDir private Path directory;

  ProviderStandInIT(Bind bind) {
    this.bind = bind;
    zone = bind.newZone("example.com");
    name = "_acme-challenge." + zone;
  }

  private static Map<String, String> bearer(ProviderStandIn standIn, String credential) {
    return Map.of("Authorization", "Bearer " + standIn.credentials().get(credential));
  }

  private static String match(String regex, String text) {
    var matcher = Pattern.compile(regex).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  @Test
  void cloudflareKeepsEachRecordByItself() throws Exception {
    try (var standIn = ProviderStandIn.cloudflare(bind, zone)) {
      var curl = Curl.of(standIn, directory);
      var headers = bearer(standIn, "CF_Token");
      var zones = curl.get(CLOUDFLARE + "?name=" + zone, headers).body();
      var records =
          "%s/%s/dns_records"
              .formatted(CLOUDFLARE, match("\"id\":\"([0-9a-f]{32})\",\"name\":\"" + zone, zones));

      var one = curl.send("POST", records, headers, cloudflareRecord("one"));
      var twin = curl.send("POST", records, headers, cloudflareRecord("one"));
      var two = curl.send("POST", records, headers, cloudflareRecord("two"));
      assertThat(one.status()).isEqualTo(200);
      assertThat(twin.status()).isEqualTo(400);
      assertThat(two.status()).isEqualTo(200);
      assertThat(bind.texts(name)).containsExactlyInAnyOrder("one", "two");

      var first = records + "/" + match("\"id\":\"([0-9a-f]{32})\"", one.body());
      assertThat(curl.get(first, headers, "-X", "DELETE").status()).isEqualTo(200);
      assertThat(curl.get(first, headers, "-X", "DELETE").status()).isEqualTo(404);
      assertThat(bind.texts(name)).containsExactly("two");
      assertThat(curl.get(records + "?type=TXT&name=" + name, headers).body())
          .contains("\"content\":\"two\"", "\"count\":1");
    }
  }

  private String cloudflareRecord(String value) {
    return """
    {"type": "TXT", "name": "%s", "content": "%s", "ttl": 120}
    """
        .formatted(name, value);
  }

  @Test
  void gandiReplacesTheWholeSet() throws Exception {
    try (var standIn = ProviderStandIn.gandiLiveDns(bind, zone)) {
      var curl = Curl.of(standIn, directory);
      var headers = bearer(standIn, "GANDI_LIVEDNS_TOKEN");
      var records = "%s/%s/records/_acme-challenge".formatted(GANDI, zone);

      var change = curl.send("PUT", records + "/TXT", headers, gandiSet("\"one\", \"two\""));
      assertThat(change.body()).isEqualTo("{\"message\":\"DNS Record Created\"}");
      assertThat(bind.texts(name)).containsExactlyInAnyOrder("one", "two");
      assertThat(curl.get(records, headers).body())
          .contains("\"rrset_values\":[\"\\\"one\\\"\",\"\\\"two\\\"\"]");

      curl.send("PUT", records + "/TXT", headers, gandiSet("\"\\\"two\\\"\", \"three\""));
      assertThat(bind.texts(name)).containsExactlyInAnyOrder("two", "three");

      curl.send("PUT", records + "/TXT", headers, gandiSet(""));
      assertThat(bind.texts(name)).isEmpty();
    }
  }

  private static String gandiSet(String values) {
    return "{\"rrset_ttl\": 300, \"rrset_values\": [%s]}".formatted(values);
  }

  @Test
  void ovhPublishesWhatIsSignedAtTheRefresh() throws Exception {
    try (var standIn = ProviderStandIn.ovh(bind, zone)) {
      var curl = Curl.of(standIn, directory);
      var time = curl.get(OVH + "/auth/time", Map.of()).body();
      var records = "%s/domain/zone/%s/record".formatted(OVH, zone);
      var record =
          """
          {"fieldType":"TXT","subDomain":"_acme-challenge","target":"one","ttl":60}\
          """;
      var signed = ovhHeaders(standIn, "POST", records, record, time);

      assertThat(curl.send("POST", records, signed, record + " ").status()).isEqualTo(400);
      var id = match("\"id\":([0-9]+)", curl.send("POST", records, signed, record).body());
      assertThat(bind.texts(name)).isEmpty();
      refresh(standIn, curl, time);
      assertThat(bind.texts(name)).containsExactly("one");

      var url = records + "/" + id;
      curl.get(url, ovhHeaders(standIn, "DELETE", url, "", time), "-X", "DELETE");
      assertThat(bind.texts(name)).containsExactly("one");
      refresh(standIn, curl, time);
      assertThat(bind.texts(name)).isEmpty();
    }
  }

  private void refresh(ProviderStandIn standIn, Curl curl, String time) throws Exception {
    var url = "%s/domain/zone/%s/refresh".formatted(OVH, zone);
    var answer = curl.get(url, ovhHeaders(standIn, "POST", url, "", time), "-X", "POST");
    assertThat(answer.status()).isEqualTo(200);
  }

  private static Map<String, String> ovhHeaders(
      ProviderStandIn standIn, String method, String url, String body, String time)
      throws Exception {
    var credentials = standIn.credentials();
    var signed =
        String.join(
            "+", credentials.get("OVH_AS"), credentials.get("OVH_CK"), method, url, body, time);
    var digest = MessageDigest.getInstance("SHA-1").digest(signed.getBytes(UTF_8));
    return Map.of(
        "X-Ovh-Application",
        credentials.getOrDefault("OVH_AK", ""),
        "X-Ovh-Consumer",
        credentials.getOrDefault("OVH_CK", ""),
        "X-Ovh-Timestamp",
        time,
        "X-Ovh-Signature",
        "$1$" + HexFormat.of().formatHex(digest));
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /records/_acme-challenge/TXT, '{}', 404",
    "PUT,  /records/_acme-challenge/A,   '{}', 404",
    "PUT,  /records/_acme-challenge/TXT, '{', 400",
    "PUT,  /records/_acme-challenge/TXT, '{\"rrset_ttl\": 60, \"rrset_values\": []}', 400",
    "PUT,  /records/_acme-challenge/TXT, '{\"rrset_ttl\": 300, \"rrset_values\": \"one\"}', 400",
    "PUT,  /records/_acme-challenge/TXT, '{\"rrset_ttl\": 300, \"values\": []}', 400",
  })
  void whatTheProviderDoesNotKnowIsRefused(String method, String path, String body, int status)
      throws Exception {
    try (var standIn = ProviderStandIn.gandiLiveDns(bind, zone)) {
      var headers = bearer(standIn, "GANDI_LIVEDNS_TOKEN");
      var url = "%s/%s%s".formatted(GANDI, zone, path);

      var answer = Curl.of(standIn, directory).send(method, url, headers, body);

      assertThat(answer.status()).isEqualTo(status);
      assertThat(standIn.exchanges())
          .containsExactly(new ApiExchange(method, url.substring(21), status));
    }
  }

  @Test
  void whoIsNotTheCustomerIsRefused() throws Exception {
    try (var standIn = ProviderStandIn.gandiLiveDns(bind, zone)) {
      var curl = Curl.of(standIn, directory);
      var foreign = GANDI + "/" + bind.newZone("example.com");

      assertThat(curl.get(GANDI + "/" + zone, Map.of()).status()).isEqualTo(401);
      assertThat(curl.get(foreign, bearer(standIn, "GANDI_LIVEDNS_TOKEN")).status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 429, 500})
  void aStatusMayBeAskedFor(int status) throws Exception {
    try (var standIn = ProviderStandIn.gandiLiveDns(bind, zone)) {
      var curl = Curl.of(standIn, directory);
      var headers = bearer(standIn, "GANDI_LIVEDNS_TOKEN");
      var records = "%s/%s/records/_acme-challenge".formatted(GANDI, zone);

      standIn.fail(new ApiFault.Status(status), "PUT");
      assertThat(curl.get(records, headers).status()).isEqualTo(200);
      var change = curl.send("PUT", records + "/TXT", headers, gandiSet("\"one\""));
      assertThat(change.status()).isEqualTo(status);
      assertThat(change.body()).contains("\"code\": " + status);
      assertThat(bind.texts(name)).isEmpty();

      standIn.recover();
      curl.send("PUT", records + "/TXT", headers, gandiSet("\"one\""));
      assertThat(bind.texts(name)).containsExactly("one");
    }
  }

  @Test
  void aBodyMayBeCut() throws Exception {
    try (var standIn = ProviderStandIn.gandiLiveDns(bind, zone)) {
      standIn.fail(new ApiFault.CutBody());

      var answer =
          Curl.of(standIn, directory)
              .get(GANDI + "/" + zone, bearer(standIn, "GANDI_LIVEDNS_TOKEN"));

      assertThat(answer.exitCode()).isEqualTo(Curl.CUT);
      assertThat(answer.body()).startsWith("{\"fqdn\":").doesNotEndWith("}");
    }
  }

  @Test
  void anAnswerMayBeLateUntilTheProviderRecovers() throws Exception {
    try (var standIn = ProviderStandIn.gandiLiveDns(bind, zone)) {
      var curl = Curl.of(standIn, directory);
      var headers = bearer(standIn, "GANDI_LIVEDNS_TOKEN");
      standIn.fail(new ApiFault.Slow(Duration.ofMinutes(1)));

      assertThat(curl.get(GANDI + "/" + zone, headers, "--max-time", "0.3").exitCode())
          .isEqualTo(Curl.TIMED_OUT);
      var late =
          CompletableFuture.supplyAsync(() -> {
            try {
              return curl.get(GANDI + "/" + zone, headers);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
      await().atMost(Duration.ofSeconds(10)).until(() -> standIn.exchanges().size() == 2);
      assertThat(late).isNotDone();
      standIn.recover();

      assertThat(late).succeedsWithin(Duration.ofSeconds(10)).extracting("status").isEqualTo(200);
    }
  }
}
