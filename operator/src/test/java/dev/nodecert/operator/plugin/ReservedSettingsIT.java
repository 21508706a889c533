package dev.nodecert.operator.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.api.v1alpha1.ConditionStatus;
import dev.nodecert.operator.condition.ConditionType;
import dev.nodecert.operator.condition.Conditions;
import dev.nodecert.operator.dns.DnsFailure;
import dev.nodecert.operator.dns.DnsUpdates;
import dev.nodecert.operator.dns.TxtRecord;
import dev.nodecert.operator.dnsapi.DnsApis;
import dev.nodecert.operator.dnsapi.LocalScriptRunner;
import dev.nodecert.operator.dnsapi.ScriptCall;
import dev.nodecert.operator.dnsapi.ScriptEnvironment;
import dev.nodecert.testenv.AcmeSh;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every variable that changes how the shell, acme.sh or a program runs, given to a plugin whose
 * script has its name in its text, so that nothing but the reservation stands between: with a value
 * that leaves a canary where it takes effect.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ReservedSettingsIT {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);
  private static final TxtRecord RECORD = new TxtRecord("_acme-challenge.example.com", "value");
  private static final String SECRET = "credentials";

  /** What the issue lists, and of each family a few. */
  private static final String NAMED =
      """
      PATH HOME ENV BASH BASH_ENV BASHOPTS BASH_FUNC_curl SHELLOPTS PS1 PS4 IFS LD_PRELOAD LD_AUDIT
      LD_LIBRARY_PATH http_proxy https_proxy HTTPS_PROXY ALL_PROXY all_proxy no_proxy CURL_HOME
      CURL_CA_BUNDLE OPENSSL_CONF OPENSSL_ENGINES OPENSSL_MODULES EDITOR VISUAL_EDITOR FCEDIT
      HTTPS_INSECURE CA_BUNDLE CA_PATH CA_CONF HTTP_HEADER LOG_FILE DEBUG _ACME_CURL _CURL _H1 _x
      __nodecert_home __USE_EGREP ACME_OPENSSL_BIN ACCOUNT_CONF_PATH LE_WORKING_DIR USER_AGENT
      PROMPT_COMMAND INPUTRC TMPDIR CDPATH GLOBIGNORE SSLKEYLOGFILE SSL_CERT_FILE GCONV_PATH
      PERL5OPT PYTHONPATH WGETRC RES_OPTIONS HOSTALIASES
      """;

  private static final Pattern REFERENCE = Pattern.compile("(?m)^[^#\n]*?\\$\\{?([A-Za-z_]\\w*)");

  private Path folder = Path.of("set below");
  private Path canary;
  private Path trap;
  private Path trapPrograms;
  private DnsApis apis;
  private LocalScriptRunner runner;
  private SecretsStandIn secrets;
  private DnsProviders providers;

  @BeforeAll
  void install(@TempDir Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    canary = folder.resolve("canary");
    trap = executable("trap", "#!/bin/sh\n: >'%s'\n".formatted(canary));
    trapPrograms = Files.createDirectory(folder.resolve("bin"));
    for (var program : new String[] {"bash", "sh", "date", "openssl", "curl", "sed", "grep"}) {
      Files.createSymbolicLink(trapPrograms.resolve(program), trap);
    }
    var home = Files.createDirectory(folder.resolve("home"));
    Files.createSymbolicLink(home.resolve("acme.sh"), acmeSh());
    Files.createDirectory(home.resolve("dnsapi"));
    Files.writeString(home.resolve("dnsapi/dns_fake.sh"), script());
    apis = new DnsApis(home);
    runner = new LocalScriptRunner(home, folder, 1, ScriptEnvironment.ofSystem());
    secrets = SecretsStandIn.start();
    providers =
        new DnsProviders(
            secrets.store(),
            "nodecert",
            new DnsUpdates(CLOCK),
            Optional.of(new Scripts(apis, runner, Scripts.Unsafe.REFUSED)),
            CLOCK);
  }

  private static Path acmeSh() {
    return AcmeSh.provide().home().resolve("acme.sh");
  }

  private Path executable(String name, String text) throws IOException {
    var file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private String script() throws IOException, InterruptedException {
    return """
    dns_fake_info='Fake
    Options:
     FAKE_Token Token
    '
    # Reads %s
    dns_fake_add() {
      _info "$FAKE_Token"
      date
      printf x | _digest sha256 hex
      _get https://127.0.0.1:1/
      return 0
    }
    """
        .formatted(String.join(" ", reserved().toList()));
  }

  @AfterEach
  void removeCanary() throws IOException {
    Files.deleteIfExists(canary);
  }

  @AfterAll
  void close() {
    secrets.close();
    runner.close();
  }

  /** Those that are named, those that a shell with acme.sh has, and those that acme.sh asks for. */
  static Stream<String> reserved() throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
            "bash", "--norc", "-c", ". \"$0\" true; compgen -v", acmeSh().toString());
    builder.environment().clear();
    var shell = builder.start();
    var variables = new String(shell.getInputStream().readAllBytes(), UTF_8).lines();
    assertThat(shell.waitFor()).isZero();
    var asked =
        REFERENCE
            .matcher(Files.readString(acmeSh()))
            .results()
            .map(reference -> reference.group(1))
            .filter(name -> !name.startsWith("_")); // one is like another: all of them are reserved
    return Stream.of(Stream.of(NAMED.split("\\s+")), variables, asked)
        .flatMap(names -> names)
        .distinct()
        .sorted();
  }

  @Test
  void thereAreManyOfThem() throws Exception {
    assertThat(reserved()).hasSizeGreaterThan(300).contains("BASH_ENV", "ACME_OPENSSL_BIN", "IFS");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reserved")
  void inSettingsItIsNamedAndNothingRuns(String key) {
    assertRefused(key, "settings: {\"%s\": '%s'}".formatted(key, value(key)));
  }

  /** Settings and credentials go the same way; acme.sh's loop variables need not go it twice. */
  static Stream<String> reservedInCapitals() throws IOException, InterruptedException {
    return reserved().filter(name -> !name.matches("[a-z0-9_]+") || NAMED.contains(name));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reservedInCapitals")
  void inTheSecretItIsNamedAndNothingRuns(String key) {
    secrets.put(SECRET, Map.of(key, value(key)));

    assertRefused(key, "credentialsSecretRef: {name: %s}".formatted(SECRET));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"BASH_ENV", "PATH", "ACME_OPENSSL_BIN", "_ACME_CURL"})
  void asAFileItIsNamedAndNothingRuns(String key) {
    secrets.put(SECRET, Map.of("entry", "#!/bin/sh\n: >'%s'\n".formatted(canary)));

    assertRefused(
        key, "credentialsSecretRef: {name: %s}, files: {%s: entry}".formatted(SECRET, key));
  }

  private void assertRefused(String key, String given) {
    var plugin = plugin(given);

    assertThatExceptionOfType(PluginRefusedException.class)
        .isThrownBy(() -> providers.inspection().inspect(plugin))
        .satisfies(refusal -> assertStalled(plugin, refusal, key));
    assertThatExceptionOfType(DnsFailure.class)
        .isThrownBy(() -> providers.of(new DnsPlugin(plugin)).add(RECORD))
        .satisfies(failure -> assertThat(failure.type()).isEqualTo("SettingRefused"));
    assertThat(canary).doesNotExist();
  }

  private static void assertStalled(AcmePlugin plugin, PluginRefusedException refusal, String key) {
    var status =
        new PluginStatusFactory(plugin, Optional.empty(), CLOCK.instant()).refused(refusal);
    assertThat(Conditions.find(status.conditions(), ConditionType.STALLED))
        .hasValueSatisfying(stalled -> {
          assertThat(stalled.status()).isEqualTo(ConditionStatus.TRUE);
          assertThat(stalled.reason()).isEqualTo("SettingRefused");
          assertThat(stalled.message())
              .matches(
                  "\"?\\Q%s\\E\"? would change how the shell or acme\\.sh runs.*".formatted(key));
        });
  }

  /** The canary sings: these would take effect if they were passed. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"PATH", "ACME_OPENSSL_BIN", "LOG_FILE"})
  void withoutTheReservationItWouldRun(String key) throws Exception {
    runner.run(call(Map.of("FAKE_Token", "x", key, value(key))));

    assertThat(canary).exists();
  }

  @Test
  void whatIsNotReservedRunsAndLeavesNoCanary() throws Exception {
    var plugin = plugin("settings: {FAKE_Token: '%s'}".formatted(trap));

    providers.of(new DnsPlugin(plugin)).add(RECORD);

    assertThat(canary).doesNotExist();
  }

  private String value(String key) {
    if (key.equals("LOG_FILE")) {
      return canary.toString();
    }
    if (key.startsWith("PS") || key.startsWith("PROMPT")) {
      return "$(: >%s)".formatted(canary);
    }
    return (key.endsWith("PATH") ? trapPrograms : trap).toString();
  }

  private ScriptCall call(Map<String, String> settings) {
    return new ScriptCall(
        apis.find("fake").orElseThrow(),
        ScriptCall.Action.ADD,
        RECORD.name(),
        RECORD.value(),
        settings,
        Map.of(),
        Map.of(),
        Map.of(),
        Duration.ofSeconds(30));
  }

  private static AcmePlugin plugin(String given) {
    return Serialization.unmarshal(
        """
        apiVersion: nodecert.dev/v1alpha1
        kind: AcmePlugin
        metadata: {name: fake, generation: 1}
        spec:
          type: AcmeSh
          acmeSh: {api: fake, %s}
          allow: [{namespaces: ["*"]}]
        """
            .formatted(given.replaceFirst("^\\{(.*)}$", "$1")),
        AcmePlugin.class);
  }
}
