package dev.nodecert.operator.dnsapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.nodecert.operator.dnsapi.ScriptResult.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runner with the real acme.sh, and scripts that do what they should not. */
@Timeout(60)
class ScriptRunnerIT {

  private static final String TOKEN = "t0ken/With+all \"kinds\" of $igns\\";

  @TempDir private Path folder;
  private Path temporary;
  private FakeInstallation installation;
  private ScriptRunner runner;

  @BeforeEach
  void start() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp"));
    installation = FakeInstallation.in(folder);
    runner = runner(4);
  }

  @AfterEach
  void close() throws IOException {
    runner.close();
    assertThat(files(temporary)).isEmpty();
  }

  private ScriptRunner runner(int maxProcesses) {
    return new ScriptRunner(
        installation.home(), temporary, maxProcesses, ScriptEnvironment.ofSystem());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** The folders of calls that are there. */
  private List<Path> callFolders() throws IOException {
    try (var roots = Files.newDirectoryStream(temporary, Files::isDirectory)) {
      return files(roots.iterator().next()).stream().filter(Files::isDirectory).toList();
    }
  }

  private ScriptResult runWithToken(String body) throws IOException, InterruptedException {
    var call = installation.add("fake", body);
    return runner.run(CallEdit.of(call).credentials(Map.of("FAKE_Token", TOKEN)).call());
  }

  private ScriptResult run(String body) throws IOException, InterruptedException {
    return runner.run(installation.add("fake", body));
  }

  private void assertNothingIsLeft() throws IOException {
    assertThat(callFolders()).isEmpty();
    assertThat(CallProcesses.in(temporary).find()).isEmpty();
  }

  // What a script is given.

  @Test
  void theFunctionIsCalledWithNameAndValue() throws Exception {
    var call = installation.add("fake", "_info \"add $1 $2 of $#\"", "_info \"rm $1 $2 of $#\"");

    assertThat(runner.run(call))
        .isEqualTo(
            new ScriptResult(
                Outcome.SUCCEEDED,
                0,
                "add _acme-challenge.example.com " + FakeInstallation.VALUE + " of 2",
                Map.of()));
    assertThat(runner.run(CallEdit.of(call).removing().call()).output()).startsWith("rm _acme");
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
    var call = installation.add("fake", "printf '%s' \"$FAKE_Value\" | od -An -v -tx1");

    var result = runner.run(CallEdit.of(call).settings(Map.of("FAKE_Value", value)).call());

    assertThat(result.output().replaceAll("\\s", ""))
        .isEqualTo(HexFormat.of().formatHex(value.getBytes(UTF_8)));
  }

  @Test
  void aLongValueArrives() throws Exception {
    var call = installation.add("fake", "printf '%s' \"$FAKE_Value\" | sha256sum");
    var value = "x".repeat(1_000_000);

    var result = runner.run(CallEdit.of(call).settings(Map.of("FAKE_Value", value)).call());

    assertThat(result.output()).startsWith(sha256(value));
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }

  @Test
  void credentialsWinOverSettings() throws Exception {
    var call = installation.add("fake", "_info \"$FAKE_User\"");

    var result =
        runner.run(
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
        installation.add(
            "fake",
            """
            stat -c '%a' "$FAKE_Key_File"
            od -An -v -tx1 "$FAKE_Key_File"
            """);

    var result = runner.run(CallEdit.of(call).files(Map.of("FAKE_Key_File", content)).call());

    assertThat(result.output()).isEqualTo("600\n 00 01 0a ff 78 0a");
    assertNothingIsLeft();
  }

  @Test
  void theEnvironmentIsEmptyButForWhatIsNamed() throws Exception {
    var result =
        run(
            "env | cut -d = -f 1 | sort | tr '\\n' ' '; echo; echo \"$PATH\"; pwd; echo \"$HOME $TMPDIR\"");

    var lines = result.output().lines().toList();
    assertThat(lines.get(0).strip()).isEqualTo("HOME LANG PATH PWD SHLVL TMPDIR _ __USE_TR_TAG");
    assertThat(lines.get(1)).isEqualTo(ScriptEnvironment.ofSystem().path());
    assertThat(lines.get(2)).startsWith(temporary.toString());
    assertThat(lines.get(3)).isEqualTo(lines.get(2) + " " + lines.get(2));
  }

  @Test
  void standardInputIsEmpty() throws Exception {
    assertThat(run("read -r line; echo \"$? >$line<\"; cat").output()).isEqualTo("1 ><");
  }

  // Secrets.

  @Test
  void secretsAreNeitherInEnvironmentsNorInArgumentsNorOnDisk() throws Exception {
    var result =
        runWithToken(
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
        runWithToken(
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
        CallEdit.of(installation.add("fake", ""))
            .credentials(Map.of("FAKE_Token", TOKEN))
            .state(Map.of("SAVED_x", TOKEN))
            .call();

    assertThat(call).hasToString("ScriptCall[fake ADD _acme-challenge.example.com]");
  }

  // Settings as a way in.

  @ParameterizedTest
  @ValueSource(strings = {"a[$(touch CANARY)]", "0;touch CANARY", "$(touch CANARY)"})
  void acmeShDoesNotComputeWithWhatIsNoNumber(String value) throws Exception {
    var canary = folder.resolve("canary");
    var call = installation.add("fake", "_math \"$FAKE_Ttl\" + 1; _math 2 + 3 \\* \\( 4 - 1 \\)");

    var result =
        runner.run(
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
        installation.add("fake", "echo a.b | sed \"s/\\\\.$FAKE_Name//\"; echo a | sed s/a/b/");

    var result =
        runner.run(
            CallEdit.of(call)
                .settings(Map.of("FAKE_Name", "b/x/;1e touch " + canary + "\n#"))
                .call());

    assertThat(canary).doesNotExist();
    assertThat(result.output()).contains("sandbox").endsWith("b");
  }

  @Test
  void aNameThatIsNoneIsNotEvaluated() throws Exception {
    var canary = folder.resolve("canary");
    var call = installation.add("fake", "echo ran");

    var result =
        runner.run(CallEdit.of(call).settings(Map.of("a[$(touch " + canary + ")]", "x")).call());

    assertThat(canary).doesNotExist();
    assertThat(result).isEqualTo(new ScriptResult(Outcome.FAILED, 64, "", Map.of()));
  }

  @Test
  void keyedHashesAreRight() throws Exception {
    // RFC 2202, test case 2; RFC 4231, test cases 1 and 6
    var result =
        run(
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

  // State.

  @Test
  void whatAScriptSavesIsThereAtTheNextCall() throws Exception {
    var call =
        CallEdit.of(
                installation.add(
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
            .credentials(Map.of("FAKE_Token", TOKEN));

    var added = runner.run(call.call());
    var removed = runner.run(call.removing().state(added.state()).call());

    assertThat(added.output()).isEqualTo("id 1\n'two'");
    assertThat(added.state())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("domain.FAKE_Id", "id 1\n'two'", "FAKE_Encoded", "x y"));
    assertThat(removed.output()).isEqualTo("id 1_'two'|x y||");
    assertThat(removed.state()).containsExactly(Map.entry("FAKE_Encoded", "x y"));
  }

  // How scripts end.

  @Test
  void aFailureIsTold() throws Exception {
    var result = run("_err 'wrong token'; return 3");

    assertThat(result).isEqualTo(new ScriptResult(Outcome.FAILED, 3, "wrong token", Map.of()));
  }

  @Test
  void aScriptThatDoesNothingSaysThatItSucceeded() throws Exception {
    assertThat(run(":")).isEqualTo(new ScriptResult(Outcome.SUCCEEDED, 0, "", Map.of()));
  }

  @Test
  void aScriptWithoutTheFunctionFails() throws Exception {
    var result = runner.run(installation.script("fake", "dns_fake_rm() { :; }\n"));

    assertThat(result)
        .isEqualTo(
            new ScriptResult(Outcome.FAILED, 64, "dns_fake.sh defines no dns_fake_add.", Map.of()));
  }

  @Test
  void aScriptThatIsNoneFails() throws Exception {
    var result = runner.run(installation.script("fake", "dns_fake_add() {\nif\n"));

    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.output()).contains("syntax error");
  }

  @Test
  void aMissingProgramIsToldBeforeAnythingRuns() throws Exception {
    var bin = Files.createDirectory(folder.resolve("bin"));
    var call = installation.add("nsupdate", "echo ran");

    try (var poor =
        new ScriptRunner(
            installation.home(), temporary, 1, new ScriptEnvironment(bin.toString(), List.of()))) {
      assertThat(poor.run(call))
          .isEqualTo(
              new ScriptResult(
                  Outcome.PROGRAM_MISSING,
                  -1,
                  "dns_nsupdate.sh needs nsupdate, which is not in " + bin + ".",
                  Map.of()));
      assertThat(poor.run(installation.add("fake", "")).outcome()).isEqualTo(Outcome.NOT_STARTED);
    }
  }

  @Test
  void aScriptThatHangsIsEnded() throws Exception {
    var call =
        CallEdit.of(installation.add("fake", "echo hanging; trap '' TERM INT HUP; sleep 1000; :"));

    var result = runner.run(call.timeout(Duration.ofSeconds(1)).call());

    assertThat(result).isEqualTo(new ScriptResult(Outcome.TIMED_OUT, -1, "hanging", Map.of()));
    assertNothingIsLeft();
  }

  @Test
  void aFloodIsDrainedAndCut() throws Exception {
    var result =
        run("echo first; yes 'all work and no play' | head -c 50000000; echo; echo last >&2");

    assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(result.output())
        .startsWith("first\nall work")
        .contains("\n… 49934476 bytes left out …\n")
        .endsWith("\nlast")
        .hasSizeLessThan(70_000);
  }

  @Test
  void aFloodOfStateIsDrainedAndCut() throws Exception {
    var result =
        run(
            """
            i=0
            while [ $i -lt 2000 ]; do i=$((i + 1)); _savedomainconf "K$i" "%s"; done
            """
                .formatted("v".repeat(100)));

    assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(result.state()).hasSizeBetween(400, 700).containsKey("domain.K1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sleep 1000 &",
        "setsid sleep 1000 &",
        "( ( setsid sleep 1000 </dev/null >/dev/null 2>&1 & ) & )",
        "( cd / && setsid sleep 1000 & )",
        "env -i sh -c 'sleep 1000 & sleep 1000 &' &",
        "( cd / && exec env -i sleep 1000 ) &",
        "set -m; sleep 1000 & disown",
        "( trap '' TERM HUP INT; while :; do sleep 0.01 & wait; done ) &",
      })
  void noChildStays(String body) throws Exception {
    var result = run(body + "\necho done");

    assertThat(result).isEqualTo(new ScriptResult(Outcome.SUCCEEDED, 0, "done", Map.of()));
    assertNothingIsLeft();
  }

  @Test
  void aSignalToTheGroupDoesNotReachTheOperator() throws Exception {
    var result = run("kill -TERM 0; sleep 1000");

    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.exitCode()).isEqualTo(128 + 15);
  }

  @Test
  void anInterruptEndsTheScript() throws Exception {
    var call = installation.add("fake", "sleep 1000");
    var interrupted = new CompletableFuture<Void>();
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                runner.run(call);
              } catch (InterruptedException _) {
                interrupted.complete(null);
              }
            });
    await().until(() -> !CallProcesses.in(temporary).find().isEmpty());

    thread.interrupt();

    await().until(interrupted::isDone);
    thread.join();
    assertNothingIsLeft();
  }

  // The runner as a whole.

  @Test
  void onlySoManyRunAtOnce() throws Exception {
    var shared = Files.createDirectory(folder.resolve("shared"));
    var call =
        CallEdit.of(
                installation.add(
                    "fake",
                    "mkdir \"$FAKE_Dir/busy\" || return 1; sleep 0.1; rmdir \"$FAKE_Dir/busy\""))
            .settings(Map.of("FAKE_Dir", shared.toString()))
            .call();

    try (var one = runner(1)) {
      var results =
          IntStream.range(0, 5)
              .mapToObj(_ ->
                  CompletableFuture.supplyAsync(() -> run(one, call), Thread::startVirtualThread))
              .toList();
      assertThat(results)
          .extracting(CompletableFuture::join)
          .extracting(ScriptResult::outcome)
          .containsOnly(Outcome.SUCCEEDED);
    }
  }

  private static ScriptResult run(ScriptRunner runner, ScriptCall call) {
    try {
      return runner.run(call);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void closingEndsWhatRunsAndStartsNoMore() throws Exception {
    var call = installation.add("fake", "sleep 1000");
    var running =
        CompletableFuture.supplyAsync(() -> run(runner, call), Thread::startVirtualThread);
    await().until(() -> !CallProcesses.in(temporary).find().isEmpty());

    runner.close();

    assertThat(running.join().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(CallProcesses.in(temporary).find()).isEmpty();
    assertThat(files(temporary)).isEmpty();
    assertThatIllegalStateException().isThrownBy(() -> runner.run(call));
  }

  @Test
  void whatAKilledOperatorLeftIsRemovedAtTheNextStart() throws Exception {
    var left = Files.createDirectories(temporary.resolve("nodecert-dnsapi-42/call"));
    Files.writeString(left.resolve("secret"), "x");
    var builder = new ProcessBuilder("sleep", "1000");
    builder.environment().put("HOME", left.toString());
    var orphan = builder.start();

    try (var next = runner(1)) {
      assertThat(left.getParent()).doesNotExist();
      assertThat(orphan.waitFor()).isEqualTo(128 + 9);
      // The one that lives keeps what it has.
      assertThat(runner.run(installation.add("fake", "")).outcome()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(next.run(installation.add("fake", "")).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }
  }

  @Test
  void aTemporaryFolderWithBlanksIsRefused() throws Exception {
    var blank = Files.createDirectory(folder.resolve("a b"));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ScriptRunner(installation.home(), blank, 1, ScriptEnvironment.ofSystem()))
        .withMessageContaining("blanks");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() ->
            new ScriptRunner(
                installation.home(), folder.resolve("nowhere"), 1, ScriptEnvironment.ofSystem()));
  }
}
