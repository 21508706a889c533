package dev.nodecert.operator.dnsapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.dnsapi.ScriptResult.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the driver puts between a script and the world, with the real acme.sh. */
@Timeout(60)
class ScriptDriverIT {

  @TempDir private Path folder;
  private FakeRunner fake;

  @BeforeEach
  void start() throws IOException {
    fake = FakeRunner.in(folder);
  }

  @AfterEach
  void close() throws IOException {
    fake.close();
  }

  // What a script is given.

  @Test
  void theFunctionIsCalledWithNameAndValue() throws Exception {
    var call =
        fake.installation().add("fake", "_info \"add $1 $2 of $#\"", "_info \"rm $1 $2 of $#\"");

    assertThat(fake.runner().run(call))
        .isEqualTo(
            new ScriptResult(
                Outcome.SUCCEEDED,
                0,
                "add _acme-challenge.example.com " + FakeInstallation.VALUE + " of 2",
                Map.of()));
    assertThat(fake.runner().run(CallEdit.of(call).removing().call()).output())
        .startsWith("rm _acme");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two  words",
        " around ",
        "\"double\" 'single' `back`",
        "a=b==",
        "* ? [a-z] ~ {a,b}",
        "$HOME $(id) ${x}",
        "back\\slash\\n",
        "ünï→😀",
        "line\nbreaks\r\n",
        "-n",
        "#",
        "!x",
        "%s%d",
        "\t\u000b\u0001\u007f",
        "&;|<>()",
        "\n",
        "",
      })
  void valuesArriveUntouched(String value) throws Exception {
    var call = fake.installation().add("fake", "printf '%s' \"$FAKE_Value\" | od -An -v -tx1");

    var result = fake.runner().run(CallEdit.of(call).settings(Map.of("FAKE_Value", value)).call());

    assertThat(result.output().replaceAll("\\s", ""))
        .isEqualTo(HexFormat.of().formatHex(value.getBytes(UTF_8)));
  }

  @Test
  void aLongValueArrives() throws Exception {
    var call = fake.installation().add("fake", "printf '%s' \"$FAKE_Value\" | sha256sum");
    var value = "x".repeat(1_000_000);

    var result = fake.runner().run(CallEdit.of(call).settings(Map.of("FAKE_Value", value)).call());

    assertThat(result.output()).startsWith(sha256(value));
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }

  @Test
  void credentialsWinOverSettings() throws Exception {
    var call = fake.installation().add("fake", "_info \"$FAKE_User\"");

    var result =
        fake.runner()
            .run(
                CallEdit.of(call)
                    .settings(Map.of("FAKE_User", "one"))
                    .credentials(Map.of("FAKE_User", "two"))
                    .call());

    assertThat(result.output()).isEqualTo("two");
  }

  @Test
  void filesAreThereForTheCallOnly() throws Exception {
    var content = new byte[] {0, 1, '\n', (byte) 0xff, 'x', '\n'};
    var call =
        fake.installation()
            .add(
                "fake",
                """
                stat -c '%a' "$FAKE_Key_File"
                od -An -v -tx1 "$FAKE_Key_File"
                """);

    var result =
        fake.runner().run(CallEdit.of(call).files(Map.of("FAKE_Key_File", content)).call());

    assertThat(result.output()).isEqualTo("600\n 00 01 0a ff 78 0a");
    fake.assertNothingIsLeft();
  }

  @Test
  void theEnvironmentIsEmptyButForWhatIsNamed() throws Exception {
    var result =
        fake.run(
            "env | cut -d = -f 1 | sort | tr '\\n' ' '; echo; echo \"$PATH\"; pwd; echo \"$HOME $TMPDIR\"");

    var lines = result.output().lines().toList();
    assertThat(lines.get(0).strip()).isEqualTo("HOME LANG PATH PWD SHLVL TMPDIR _ __USE_TR_TAG");
    assertThat(lines.get(1)).isEqualTo(ScriptEnvironment.ofSystem().path());
    assertThat(lines.get(2)).startsWith(fake.temporary().toString());
    assertThat(lines.get(3)).isEqualTo(lines.get(2) + " " + lines.get(2));
  }

  @Test
  void standardInputIsEmpty() throws Exception {
    assertThat(fake.run("read -r line; echo \"$? >$line<\"; cat").output()).isEqualTo("1 ><");
  }

  // Secrets.

  @Test
  void secretsAreNeitherInEnvironmentsNorInArgumentsNorOnDisk() throws Exception {
    var result =
        fake.runWithToken(
            """
            export _H1="Authorization: Bearer $FAKE_Token"
            export FAKE_Token
            _saveaccountconf_mutable FAKE_Token "$FAKE_Token"
            found() { case "$2" in *"$FAKE_Token"*) echo "in $1" ;; esac; }
            found environment "$(env)"
            found environ "$(tr '\\0' '\\n' </proc/$$/environ)"
            found arguments "$(tr '\\0' '\\n' </proc/$$/cmdline)"
            found disk "$(find . -type f -exec cat {} + | tr -d '\\0')"
            found script "$_H1"
            """);

    assertThat(result.output()).isEqualTo("in script");
  }

  @Test
  void printedSecretsAreHidden() throws Exception {
    var result =
        fake.runWithToken(
            """
            echo "raw: $FAKE_Token"
            _err "log: $FAKE_Token"
            echo "base64: $(printf '%s' "$FAKE_Token" | _base64)"
            echo "basic: $(printf 'user:%s' "$FAKE_Token" | _base64)"
            echo "base64url: $(printf '%s' "$FAKE_Token" | _base64 | _url_replace)"
            echo "url: $(printf '%s' "$FAKE_Token" | _url_encode)"
            echo "hex: $(printf '%s' "$FAKE_Token" | _hex_dump)"
            echo "json: $(printf '%s' "$FAKE_Token" | _json_encode)"
            echo "lines:"; printf '%s' "$FAKE_Token" | fold -w 6; echo
            echo "piece: $(printf '%s' "$FAKE_Token" | cut -c 3-14)"
            """);

    assertThat(result.output().lines())
        .allSatisfy(
            line -> assertThat(line).matches("[a-z0-9]+: .{0,8}\\*\\*\\*.{0,7}|lines:|\\*\\*\\*"));
    assertThat(result.toString()).doesNotContain("t0ken");
  }

  @Test
  void aCallDoesNotPrintItsSecrets() throws Exception {
    var call =
        CallEdit.of(fake.installation().add("fake", ""))
            .credentials(Map.of("FAKE_Token", FakeRunner.TOKEN))
            .state(Map.of("SAVED_x", FakeRunner.TOKEN))
            .call();

    assertThat(call).hasToString("ScriptCall[fake ADD _acme-challenge.example.com]");
  }

  // Settings as a way in.

  @ParameterizedTest
  @ValueSource(strings = {"a[$(touch CANARY)]", "0;touch CANARY", "$(touch CANARY)"})
  void acmeShDoesNotComputeWithWhatIsNoNumber(String value) throws Exception {
    var canary = folder.resolve("canary");
    var call =
        fake.installation().add("fake", "_math \"$FAKE_Ttl\" + 1; _math 2 + 3 \\* \\( 4 - 1 \\)");

    var result =
        fake.runner()
            .run(
                CallEdit.of(call)
                    .settings(Map.of("FAKE_Ttl", value.replace("CANARY", canary.toString())))
                    .call());

    assertThat(canary).doesNotExist();
    assertThat(result.output()).startsWith("Not a number: ").endsWith("11");
  }

  @Test
  void sedRunsNothing() throws Exception {
    var canary = folder.resolve("canary");
    var call =
        fake.installation()
            .add("fake", "echo a.b | sed \"s/\\\\.$FAKE_Name//\"; echo a | sed s/a/b/");

    var result =
        fake.runner()
            .run(
                CallEdit.of(call)
                    .settings(Map.of("FAKE_Name", "b/x/;1e touch " + canary + "\n#"))
                    .call());

    assertThat(canary).doesNotExist();
    assertThat(result.output()).contains("sandbox").endsWith("b");
  }

  @Test
  void aNameThatIsNoneIsNotEvaluated() throws Exception {
    var canary = folder.resolve("canary");
    var call = fake.installation().add("fake", "echo ran");

    var result =
        fake.runner()
            .run(CallEdit.of(call).settings(Map.of("a[$(touch " + canary + ")]", "x")).call());

    assertThat(canary).doesNotExist();
    assertThat(result).isEqualTo(new ScriptResult(Outcome.FAILED, 64, "", Map.of()));
  }

  @Test
  void keyedHashesAreRight() throws Exception {
    // RFC 2202, test case 2; RFC 4231, test cases 1 and 6
    var result =
        fake.run(
            """
            printf 'what do ya want for nothing?' | _hmac sha1 4a656665 hex
            printf 'Hi There' | _hmac sha256 0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b | _base64; echo
            printf 'Test Using Larger Than Block-Size Key - Hash Key First' |
              _hmac sha256 "$(printf 'aa%.0s' $(seq 131))" hex
            """);

    assertThat(result.output())
        .isEqualTo(
            """
            effcdf6ae5eb2fa2d27416d5f184df9c259a7c79
            sDRMYdjbOFNcqK/OrwvxK4gdwgDJgz2nJuk3bC4yz/c=
            60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54\
            """);
  }

  @ParameterizedTest
  @CsvSource({"59,287082", "1111111109,081804", "1234567890,005924", "20000000000,353130"})
  void oneTimePasswordsAreRight(long time, String password) throws Exception {
    // RFC 6238, appendix B, the last six digits
    var result =
        fake.runWith(
            "FAKE_Secret",
            "gezd gnbv gy3t qojq gezd gnbv gy3t qojq",
            "date() { echo %d; }; oathtool --base32 --totp \"$FAKE_Secret\"".formatted(time));

    assertThat(result.output()).isEqualTo(password);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "GEZ", "GEZDGNB$"})
  void whatIsNoSecretGivesNoOneTimePassword(String secret) throws Exception {
    var result = fake.runWith("FAKE_Secret", secret, "oathtool --base32 --totp \"$FAKE_Secret\"");

    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
  }

  // State.

  @Test
  void whatAScriptSavesIsThereAtTheNextCall() throws Exception {
    var call =
        CallEdit.of(
                fake.installation()
                    .add(
                        "fake",
                        """
                        _saveaccountconf_mutable FAKE_Token "$FAKE_Token"
                        _savedomainconf FAKE_Id "id 1
                        'two'"
                        _saveaccountconf FAKE_Encoded "x y" base64
                        _saveaccountconf_mutable FAKE_Gone 1; _clearaccountconf_mutable FAKE_Gone
                        _info "$(_readdomainconf FAKE_Id)"
                        """,
                        """
                        printf '%s' "$(_readdomainconf FAKE_Id)" | tr '\\n' '_'
                        _info "|$(_readaccountconf FAKE_Encoded)|$(_readaccountconf_mutable FAKE_Gone)|"
                        _cleardomainconf FAKE_Id
                        """))
            .credentials(Map.of("FAKE_Token", FakeRunner.TOKEN));

    var added = fake.runner().run(call.call());
    var removed = fake.runner().run(call.removing().state(added.state()).call());

    assertThat(added.output()).isEqualTo("id 1\n'two'");
    assertThat(added.state())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("domain.FAKE_Id", "id 1\n'two'", "FAKE_Encoded", "x y"));
    assertThat(removed.output()).isEqualTo("id 1_'two'|x y||");
    assertThat(removed.state()).containsExactly(Map.entry("FAKE_Encoded", "x y"));
  }
}
