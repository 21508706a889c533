package dev.nodecert.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator calls is in its image, it starts from its cache, and the gate runs there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorImageIT {

  private static final String HOME = "usr/lib/nodecert/";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern ADDRESS = Pattern.compile("answering at /([0-9.:]+)\n");
  private static final String USERS =
      """
      - name: alice
        password: $2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2
        totpSecret: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ
      """;

  @TempDir private static Path folder = Path.of("set by JUnit");
  private OciArchive archive;
  private Map<String, TarEntry> files;
  private UnpackedImage unpacked;

  @BeforeAll
  void read() throws IOException {
    archive = OciArchive.read(Path.of("target", "operator.tar"));
    files = archive.files();
    var programs = files.values().stream().filter(file -> file.name().startsWith(HOME)).toList();
    var root = UnpackedImage.of(programs, folder.resolve("image"));
    unpacked = new UnpackedImage(root.folder().resolve(HOME));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usr/bin/bash",
        "usr/bin/sh",
        "usr/bin/awk",
        "usr/bin/curl",
        "usr/bin/sed",
        "usr/bin/grep",
        "usr/bin/od",
        "usr/bin/base64",
        "usr/bin/openssl",
        "usr/bin/nsupdate",
        "usr/bin/setsid",
        "usr/bin/iconv",
        "usr/share/acme.sh/acme.sh",
        "usr/share/acme.sh/dnsapi/dns_gandi_livedns.sh",
        HOME + "runtime/bin/java",
        HOME + "nodecert-operator.jar",
        HOME + "nodecert-operator.aot",
        HOME + "jvm.options",
        HOME + "nodecert-gate.jar",
        "usr/share/nodecert/sbom.cdx.json",
        "etc/ssl/certs/ca-certificates.crt"
      })
  void has(String path) {
    assertThat(files).containsKey(path);
  }

  @Test
  void keepsTheJarsOutOfTheLayersBelow() throws IOException {
    var layers = archive.layers();
    assertThat(layers.subList(0, layers.size() - 1))
        .allSatisfy(layer ->
            assertThat(layer)
                .extracting(TarEntry::name)
                .doesNotContain(HOME + "nodecert-operator.jar", HOME + "nodecert-gate.jar"));
  }

  @Test
  void startsFromItsCache() throws IOException, InterruptedException {
    var output = folder.resolve("output");
    var status = unpacked.printVersion(output).waitFor();
    assertThat(output).content().startsWith("nodecert-operator/");
    assertThat(status).isZero();
  }

  /** A log-in that fails has been through all of its libraries: YAML, bcrypt, codes, metrics. */
  @Test
  void letsTheGateWork() throws Exception {
    var users = folder.resolve("users.yaml");
    Files.writeString(users, USERS);
    var output = folder.resolve("gate-output");
    var gate =
        unpacked.startGate(
            output,
            "--users=" + users,
            "--address=127.0.0.1:0",
            "--management-address=127.0.0.1:0");
    try (var client = HttpClient.newHttpClient()) {
      var addresses = addresses(gate, output);
      var login =
          HttpRequest.newBuilder(addresses.getFirst().resolve("/gate/login"))
              .header("Sec-Fetch-Site", "same-origin")
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString("user=alice&password=wrong&code=123456"))
              .build();
      assertThat(client.send(login, BodyHandlers.ofString()).statusCode()).isEqualTo(403);

      var metrics = HttpRequest.newBuilder(addresses.getLast().resolve("/metrics")).build();
      assertThat(client.send(metrics, BodyHandlers.ofString()).body())
          .contains("nodecert_gate_logins_total{result=\"refused\"} 1.0");
    } finally {
      gate.destroyForcibly().waitFor();
    }
  }

  /** What it says that it answers at: for nginx, and for probes. */
  private static List<URI> addresses(Process gate, Path output) {
    return await()
        .atMost(PATIENCE)
        .failFast(() -> !gate.isAlive())
        .until(
            () ->
                ADDRESS
                    .matcher(Files.readString(output))
                    .results()
                    .map(line -> URI.create("http://" + line.group(1)))
                    .toList(),
            found -> found.size() == 2);
  }
}
