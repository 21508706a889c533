package dev.nodecert.operator.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.api.v1alpha1.AcmePluginSpec;
import dev.nodecert.api.v1alpha1.AcmeShProvider;
import dev.nodecert.operator.dnsapi.DnsApis;
import dev.nodecert.operator.dnsapi.LocalScriptRunner;
import dev.nodecert.operator.dnsapi.ScriptEnvironment;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a script is given of a plugin's spec and Secret, and what is refused. */
@TestInstance(Lifecycle.PER_CLASS)
class ScriptSettingsTest {

  private static final String SCRIPT =
      """
      dns_fake_info='Fake
      Docs: github.com/acmesh-official/acme.sh/wiki/dnsapi#dns_fake
      Options:
       FAKE_Token Token
       FAKE_User User
      '
      dns_fake_add() { _get "$FAKE_Token$FAKE_User"; }
      dns_fake_rm() { :; }
      """;

  private static final String UNSAFE =
      """
      dns_unsafe_add() { eval "$UNSAFE_Command"; }
      dns_unsafe_rm() { :; }
      """;

  private SecretsStandIn secrets;
  private DnsApis apis;
  private LocalScriptRunner runner;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("acme.sh"), "DEFAULT_CA=x\n");
    var scripts = Files.createDirectory(folder.resolve("dnsapi"));
    Files.writeString(scripts.resolve("dns_fake.sh"), SCRIPT);
    Files.writeString(scripts.resolve("dns_unsafe.sh"), UNSAFE);
    Files.writeString(folder.resolve("x.sh"), SCRIPT);
    apis = new DnsApis(folder);
    runner = new LocalScriptRunner(folder, folder, 1, ScriptEnvironment.ofSystem());
    secrets = SecretsStandIn.start();
    secrets.put("complete", Map.of("FAKE_Token", "two  'words' = * ü", "FAKE_User", "me"));
    secrets.put("partial", Map.of("FAKE_Token", "x"));
    secrets.put("empty", Map.of());
    secrets.put("with-file", Map.of("FAKE_Token", "x", "key-file", "line 1\nline 2\n"));
    secrets.put("with-nul", Map.of("FAKE_Token", "the\0token"));
    secrets.put("with-line-break", Map.of("FAKE_Token", "thetoken\n"));
    secrets.put("with-no-name", Map.of("fake-token", "thetoken"));
    secrets.put("with-unread", Map.of("FAKE_Tokn", "thetoken"));
    secrets.put("with-canary", Map.of("BASH_ENV", "/tmp/thetoken"));
    secrets.put(
        new SecretBuilder()
            .withNewMetadataLike(secret("binary").getMetadata())
            .endMetadata()
            .addToData("FAKE_Token", SecretsStandIn.encode(new byte[] {(byte) 0xff, 0}))
            .build());
    secrets.put(
        new SecretBuilder()
            .withNewMetadata()
            .withName("unlabelled")
            .endMetadata()
            .addToData("FAKE_Token", SecretsStandIn.encode(new byte[] {'x'}))
            .build());
  }

  private static Secret secret(String name) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("nodecert.dev/allow-read", "true")
        .endMetadata()
        .build();
  }

  @AfterAll
  void close() {
    runner.close();
    secrets.close();
  }

  private ScriptSettings.Given read(Scripts.Unsafe unsafe, String provider)
      throws PluginRefusedException {
    var settings =
        new ScriptSettings(
            new PluginSecrets(secrets.store(), "nodecert"),
            Optional.of(new Scripts(apis, runner, unsafe)));
    return settings.read(provider(provider));
  }

  private ScriptSettings.Given read(String provider) throws PluginRefusedException {
    return read(Scripts.Unsafe.REFUSED, provider);
  }

  private static AcmeShProvider provider(String text) {
    var spec =
        Serialization.unmarshal(
            """
            type: AcmeSh
            acmeSh: {%s}
            allow: [{namespaces: ["*"]}]
            """
                .formatted(text),
            AcmePluginSpec.class);
    return Objects.requireNonNull(spec.acmeSh());
  }

  @Test
  void valuesArriveAsTheyAre() throws Exception {
    var given = read("api: fake, credentialsSecretRef: {name: complete}");

    assertThat(given.credentials())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("FAKE_Token", "two  'words' = * ü", "FAKE_User", "me"));
    assertThat(given.missing()).isEmpty();
    assertThat(given).hasToString("Given[fake]");
  }

  @Test
  void anEntryThatIsAFileIsNoVariable() throws Exception {
    var given =
        read("api: fake, credentialsSecretRef: {name: with-file}, files: {FAKE_User: key-file}");

    assertThat(given.credentials()).containsOnlyKeys("FAKE_Token");
    assertThat(given.files().get("FAKE_User")).asString().isEqualTo("line 1\nline 2\n");
  }

  @ParameterizedTest
  @MethodSource("incomplete")
  void whatIsMissingIsNamedAndNoReasonToRefuse(String provider, String[] missing) throws Exception {
    assertThat(read(provider).missing()).containsExactly(missing);
  }

  static Stream<Arguments> incomplete() {
    return Stream.of(
        argumentSet(
            "one", "api: fake, credentialsSecretRef: {name: partial}", new String[] {"FAKE_User"}),
        argumentSet(
            "an empty Secret",
            "api: fake, credentialsSecretRef: {name: empty}",
            new String[] {"FAKE_Token", "FAKE_User"}),
        argumentSet("no Secret", "api: fake", new String[] {"FAKE_Token", "FAKE_User"}));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatCannotBeUsedIsRefusedWithoutTellingIt(String provider, String reason, String said) {
    assertThatExceptionOfType(PluginRefusedException.class)
        .isThrownBy(() -> read(provider))
        .satisfies(refusal -> {
          assertThat(refusal.reason()).isEqualTo(reason);
          assertThat(refusal.message()).contains(said).doesNotContain("thetoken");
        });
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        argumentSet(
            "an unknown API", "api: nosuchapi", "APINotFound", "no dnsapi script nosuchapi"),
        argumentSet("a path", "api: ../x", "APINotFound", "no dnsapi script ../x"),
        ofSecret("absent", "SecretNotFound", "Secret absent, which is not in namespace nodecert"),
        ofSecret("unlabelled", "SecretNotReadable", "nodecert.dev/allow-read=true"),
        ofSecret("binary", "SettingRefused", "Entry FAKE_Token of the Secret"),
        ofSecret("with-nul", "SettingRefused", "FAKE_Token has a NUL character"),
        ofSecret("with-line-break", "SettingRefused", "FAKE_Token has a line break"),
        ofSecret("with-no-name", "SettingRefused", "\"fake-token\" is no name of a variable"),
        ofSecret("with-unread", "SettingRefused", "did you mean FAKE_Token?"),
        ofSecret("with-canary", "SettingRefused", "BASH_ENV would change how the shell"),
        argumentSet(
            "a file without its entry",
            "api: fake, credentialsSecretRef: {name: partial}, files: {FAKE_User: key-file}",
            "SecretEntryMissing",
            "spec.acmeSh.files.FAKE_User names the entry key-file"),
        argumentSet(
            "an unsafe script",
            "api: unsafe, settings: {UNSAFE_Command: id}",
            "APINotAllowed",
            "--allow-unsafe-dnsapi"));
  }

  private static Arguments ofSecret(String name, String reason, String said) {
    return argumentSet(
        name, "api: fake, credentialsSecretRef: {name: %s}".formatted(name), reason, said);
  }

  @Test
  void anAdministratorMayAllowWhatIsUnsafe() throws Exception {
    var given = read(Scripts.Unsafe.ALLOWED, "api: unsafe, settings: {UNSAFE_Command: id}");

    assertThat(given.settings()).containsKey("UNSAFE_Command");
  }

  @Test
  void withoutAcmeShThatIsTold() {
    var settings =
        new ScriptSettings(new PluginSecrets(secrets.store(), "nodecert"), Optional.empty());

    assertThatExceptionOfType(PluginRefusedException.class)
        .isThrownBy(() -> settings.read(provider("api: fake")))
        .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo("ScriptsNotInstalled"));
  }
}
