package dev.nodecert.operator.dnsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.operator.dnsapi.RefusedSetting.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsPolicyTest {

  private static final String ACME_SH =
      """
      DEFAULT_CA=x
      # Only a comment: EXAMPLE_Comment=1
      _inithttp() { curl --user-agent "$USER_AGENT" ${CERT_HOME:-x}; for d in x; do domain=$d; done; }
      """;

  private static final String SCRIPT =
      """
      dns_nsupdate_info='Example
      Options:
       EXAMPLE_Token Token
       EXAMPLE_Url API address
      '
      # Also EXAMPLE_Comment
      dns_nsupdate_add() {
        _post "$EXAMPLE_Token" "${EXAMPLE_Undeclared:-1}" $NSUPDATE_KEY $prefix_EXAMPLE_Part
      }
      """;

  private final SettingsPolicy policy = new SettingsPolicy(ReservedNames.of(ACME_SH));

  /** By the name of nsupdate, whose overlay has an option of each kind that matters. */
  private final DnsApi api =
      new DnsApiReader(Overlay.ofResource()).read("nsupdate", SCRIPT + reserved());

  /** A script that reads all that is reserved, so that this is the reason. */
  private static String reserved() {
    return String.join(" ", RESERVED);
  }

  private static final List<String> RESERVED =
      List.of(
          "PATH",
          "HOME",
          "ENV",
          "IFS",
          "PS4",
          "SHELLOPTS",
          "BASH_ENV",
          "BASHOPTS",
          "BASH_FUNC_x",
          "LD_PRELOAD",
          "LD_LIBRARY_PATH",
          "http_proxy",
          "HTTPS_PROXY",
          "All_Proxy",
          "CURL_HOME",
          "OPENSSL_CONF",
          "EDITOR",
          "VISUAL_EDITOR",
          "HTTPS_INSECURE",
          "CA_PATH",
          "CA_BUNDLE",
          "HTTP_HEADER",
          "LOG_FILE",
          "DEBUG",
          "_ACME_CURL",
          "_H1",
          "__INTERACTIVE",
          "TMPDIR",
          "USER",
          "PROMPT_COMMAND",
          "LC_ALL",
          "LANG",
          "TZ",
          "USER_AGENT",
          "CERT_HOME",
          "DEFAULT_CA",
          "domain");

  static List<String> reservedNames() {
    return RESERVED;
  }

  private List<RefusedSetting> refused(String key, String value) {
    return policy.refused(api, Map.of(key, value), Set.of());
  }

  @ParameterizedTest
  @MethodSource("reservedNames")
  void whatChangesTheShellOrAcmeShIsReserved(String key) {
    assertThat(refused(key, "canary"))
        .containsExactly(
            new RefusedSetting(
                key,
                Reason.RESERVED,
                (key.startsWith("_") ? '"' + key + '"' : key)
                    + " would change how the shell or acme.sh runs and is never set; remove it."));
    assertThat(policy.refused(api, Map.of(), Set.of(key)))
        .extracting(RefusedSetting::reason)
        .containsExactly(Reason.RESERVED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EXAMPLE_Token", "EXAMPLE_Url", "EXAMPLE_Undeclared", "EXAMPLE_Comment"})
  void whatTheScriptReadsMayBeSet(String key) {
    assertThat(refused(key, "'two  words' = \"$(x)\" * ü")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "EXAMPLE_Tokn|EXAMPLE_Tokn is not read by dns_nsupdate.sh; did you mean EXAMPLE_Token?",
        "example_token|example_token is not read by dns_nsupdate.sh; did you mean EXAMPLE_Token?",
        "EXAMPLE_Part|EXAMPLE_Part is not read by dns_nsupdate.sh; its options are EXAMPLE_Token, EXAMPLE_Url, NSUPDATE_KEY, NSUPDATE_OPT.",
      })
  void whatTheScriptDoesNotReadIsUnknown(String key, String message) {
    assertThat(refused(key, "x")).containsExactly(new RefusedSetting(key, Reason.UNKNOWN, message));
  }

  @Test
  void namesThatAScriptPutsTogetherAreKnown() {
    var lexicon = new DnsApiReader(Overlay.ofResource()).read("lexicon", "");

    assertThat(policy.refused(lexicon, Map.of("LEXICON_GANDI_TOKEN", "x"), Set.of())).isEmpty();
    assertThat(policy.refused(lexicon, Map.of("LEXICON_GANDI_EVIL", "x"), Set.of())).hasSize(1);
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        argumentSet("a digit first", "1EXAMPLE", "\"1EXAMPLE\""),
        argumentSet("a hyphen", "EXAMPLE-Token", "\"EXAMPLE-Token\""),
        argumentSet("a dot", "tls.key", "\"tls.key\""),
        argumentSet("an array", "a[$(id)]", "\"a[$(id)]\""),
        argumentSet("an assignment", "A=B", "\"A=B\""),
        argumentSet("other letters", "SCHLÜSSEL", "\"SCHLÜSSEL\""),
        argumentSet("line breaks and escapes", "A\nB\u001B[31m\u202E", "\"A B\""),
        argumentSet("nothing", "", "\"\""),
        argumentSet("too long", "E".repeat(65), "\"" + "E".repeat(63) + "…\""));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsNoNameIsMalformed(String key, String shown) {
    assertThat(refused(key, "x"))
        .containsExactly(
            new RefusedSetting(
                key,
                Reason.MALFORMED,
                shown
                    + " is no name of a variable: letters, digits and underscores, at most 64, a letter first."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "EXAMPLE_Token|a\0b|UNREPRESENTABLE|EXAMPLE_Token has a NUL character in its value; remove that.",
        "EXAMPLE_Token|`a\n`|SEVERAL_LINES|EXAMPLE_Token has a line break in its value, perhaps at its end; remove that.",
        "EXAMPLE_Token|`a\rb`|SEVERAL_LINES|EXAMPLE_Token has a line break in its value, perhaps at its end; remove that.",
        "NSUPDATE_KEY|/etc/key|NOT_A_FILE|NSUPDATE_KEY names a file: give the file's content under files, and no path.",
      })
  void aValueThatCannotBeMeantIsRefusedWithoutTellingIt(
      String key, String value, Reason reason, String message) {
    assertThat(refused(key, value)).containsExactly(new RefusedSetting(key, reason, message));
  }

  @Test
  void severalLinesAreForOptionsOfSeveralLines() {
    var oci = new DnsApiReader(Overlay.ofResource()).read("oci", "OCI_CLI_KEY");

    assertThat(policy.refused(oci, Map.of("OCI_CLI_KEY", "a\nb\n"), Set.of())).isEmpty();
  }

  @Test
  void aFileIsAFile() {
    assertThat(policy.refused(api, Map.of(), Set.of("NSUPDATE_KEY"))).isEmpty();
  }

  @Test
  void allThatIsRefusedIsToldByKey() {
    assertThat(
            policy.refused(
                api, Map.of("PATH", "x", "EXAMPLE_Token", "y", "B", "z"), Set.of("ENV", "B")))
        .extracting(RefusedSetting::key)
        .containsExactly("B", "ENV", "PATH");
  }
}
