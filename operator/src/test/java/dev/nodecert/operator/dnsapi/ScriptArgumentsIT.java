package dev.nodecert.operator.dnsapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.dnsapi.ScriptResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the programs that scripts run have as arguments, for every process beside them to read. */
@Timeout(60)
class ScriptArgumentsIT {

  private static final String TOKEN = "t0kenOfLettersThatNothingElseHas";
  private static final String BASE32 = "ORUGS43JONXG6ZDJNZTQ";

  private static final List<String> PROGRAMS =
      List.of(
          "awk", "base32", "base64", "cat", "curl", "cut", "date", "egrep", "fold", "grep", "head",
          "hexdump", "iconv", "od", "openssl", "sed", "sort", "tail", "tr", "wc");

  @TempDir private Path folder;

  @Test
  void noSecretIsAmongThem() throws Exception {
    var told = folder.resolve("told");
    var installation = FakeInstallation.in(folder);
    var call =
        CallEdit.of(
                installation.add(
                    "fake",
                    """
                    hex=$(printf '%s' "$FAKE_Token" | _hex_dump | tr -d ' ')
                    printf message | _hmac sha256 "$hex" hex
                    printf message | _hmac sha1 "$hex$hex$hex$hex" | _base64
                    oathtool --base32 --totp "$FAKE_Secret"
                    printf '%s' "$FAKE_Token" | _digest sha256 hex
                    printf '%s' "$FAKE_Token" | _url_encode
                    printf '%s' "$FAKE_Token" | _json_encode
                    _contains "$FAKE_Token" other
                    _saveaccountconf_mutable FAKE_Token "$FAKE_Token"
                    export _H1="Authorization: Bearer $FAKE_Token"
                    _get "https://127.0.0.1:1/?token=$FAKE_Token"
                    _post "{\\"token\\": \\"$FAKE_Token\\"}" https://127.0.0.1:1/
                    return 0
                    """))
            .credentials(Map.of("FAKE_Token", TOKEN, "FAKE_Secret", BASE32))
            .call();

    try (var runner = new LocalScriptRunner(installation.home(), folder, 1, environment(told))) {
      assertThat(runner.run(call).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    assertThat(Files.readString(told))
        .contains("curl --config -\n", "openssl dgst -sha256", "base32 -d\n")
        .doesNotContainIgnoringCase(TOKEN)
        .doesNotContainIgnoringCase(HexFormat.of().formatHex(TOKEN.getBytes(UTF_8)))
        .doesNotContain(Base64.getEncoder().encodeToString(TOKEN.getBytes(UTF_8)))
        .doesNotContain(BASE32);
  }

  /** Where every program tells its arguments before it runs. */
  private ScriptEnvironment environment(Path told) throws IOException {
    var system = ScriptEnvironment.ofSystem();
    var bin = Files.createDirectory(folder.resolve("bin"));
    var teller =
        Files.writeString(
            folder.resolve("teller"),
            """
            #!/bin/bash
            name=${0##*/}
            printf '%%s\\n' "$name $*" >>%s
            PATH=%s exec "$name" "$@"
            """
                .formatted(told, system.path()));
    Files.setPosixFilePermissions(teller, PosixFilePermissions.fromString("rwx------"));
    for (var program : PROGRAMS) {
      Files.createSymbolicLink(bin.resolve(program), teller);
    }
    return new ScriptEnvironment(bin + ":" + system.path(), List.of());
  }
}
