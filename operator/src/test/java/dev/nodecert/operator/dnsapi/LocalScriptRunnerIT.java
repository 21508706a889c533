package dev.nodecert.operator.dnsapi;

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
import java.time.Duration;
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

/** How scripts end, also those that do not want to, and the runner as a whole. */
@Timeout(60)
class LocalScriptRunnerIT {

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

  private LocalScriptRunner runner(int maxProcesses) {
    return new LocalScriptRunner(
        fake.installation().home(), fake.temporary(), maxProcesses, ScriptEnvironment.ofSystem());
  }

  // How scripts end.

  @Test
  void aFailureIsTold() throws Exception {
    var result = fake.run("_err 'wrong token'; return 3");

    assertThat(result).isEqualTo(new ScriptResult(Outcome.FAILED, 3, "wrong token", Map.of()));
  }

  @Test
  void aScriptThatDoesNothingSaysThatItSucceeded() throws Exception {
    assertThat(fake.run(":")).isEqualTo(new ScriptResult(Outcome.SUCCEEDED, 0, "", Map.of()));
  }

  @Test
  void aScriptWithoutTheFunctionFails() throws Exception {
    var result = fake.runner().run(fake.installation().script("fake", "dns_fake_rm() { :; }\n"));

    assertThat(result)
        .isEqualTo(
            new ScriptResult(Outcome.FAILED, 64, "dns_fake.sh defines no dns_fake_add.", Map.of()));
  }

  @Test
  void aScriptThatIsNoneFails() throws Exception {
    var result = fake.runner().run(fake.installation().script("fake", "dns_fake_add() {\nif\n"));

    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.output()).contains("syntax error");
  }

  @Test
  void aMissingProgramIsToldBeforeAnythingRuns() throws Exception {
    var bin = Files.createDirectory(folder.resolve("bin"));
    var call = fake.installation().add("nsupdate", "echo ran");

    try (var poor =
        new LocalScriptRunner(
            fake.installation().home(),
            fake.temporary(),
            1,
            new ScriptEnvironment(bin.toString(), List.of()))) {
      assertThat(poor.run(call))
          .isEqualTo(
              new ScriptResult(
                  Outcome.PROGRAM_MISSING,
                  -1,
                  "dns_nsupdate.sh needs nsupdate, which is not in " + bin + ".",
                  Map.of()));
      assertThat(poor.run(fake.installation().add("fake", "")).outcome())
          .isEqualTo(Outcome.NOT_STARTED);
    }
  }

  @Test
  void aScriptThatHangsIsEnded() throws Exception {
    var call =
        CallEdit.of(
            fake.installation().add("fake", "echo hanging; trap '' TERM INT HUP; sleep 1000; :"));

    var result = fake.runner().run(call.timeout(Duration.ofSeconds(1)).call());

    assertThat(result).isEqualTo(new ScriptResult(Outcome.TIMED_OUT, -1, "hanging", Map.of()));
    fake.assertNothingIsLeft();
  }

  @Test
  void aFloodIsDrainedAndCut() throws Exception {
    var result =
        fake.run("echo first; yes 'all work and no play' | head -c 50000000; echo; echo last >&2");

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
        fake.run(
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
    var result = fake.run(body + "\necho done");

    assertThat(result).isEqualTo(new ScriptResult(Outcome.SUCCEEDED, 0, "done", Map.of()));
    fake.assertNothingIsLeft();
  }

  /** It has left all that it can: environment, folder, session, parent, open files. */
  @Test
  void whoLeavesEverythingBehindDoesNotStayEither() throws Exception {
    var file = folder.resolve("left");
    var leave =
        """
        cd /
        for fd in $(seq 0 255); do eval "exec $fd>&-"; done
        echo $$ >%1$s.new
        mv %1$s.new %1$s
        exec sleep 60
        """
            .formatted(file);
    var call =
        fake.installation()
            .add(
                "fake",
                "( setsid setsid env -i bash -c \"$FAKE_Program\" & )\n"
                    + "until [ -s %s ]; do sleep 0.01; done; echo done".formatted(file));

    var result =
        fake.runner().run(CallEdit.of(call).settings(Map.of("FAKE_Program", leave)).call());

    assertThat(result).isEqualTo(new ScriptResult(Outcome.SUCCEEDED, 0, "done", Map.of()));
    var left = new SystemProcess(Path.of("/proc", Files.readString(file).strip()));
    await().until(() -> !Files.exists(left.folder()) || left.hasEnded());
  }

  @Test
  void aSignalToTheGroupDoesNotReachTheOperator() throws Exception {
    var result = fake.run("kill -TERM 0; sleep 1000");

    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.exitCode()).isEqualTo(128 + 15);
  }

  @Test
  void anInterruptEndsTheScript() throws Exception {
    var call = fake.installation().add("fake", "sleep 1000");
    var interrupted = new CompletableFuture<Void>();
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                fake.runner().run(call);
              } catch (InterruptedException _) {
                interrupted.complete(null);
              }
            });
    await().until(() -> !CallProcesses.in(fake.temporary()).find().isEmpty());

    thread.interrupt();

    await().until(interrupted::isDone);
    thread.join();
    fake.assertNothingIsLeft();
  }

  // The runner as a whole.

  @Test
  void onlySoManyRunAtOnce() throws Exception {
    var shared = Files.createDirectory(folder.resolve("shared"));
    var call =
        CallEdit.of(
                fake.installation()
                    .add(
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

  private static ScriptResult run(LocalScriptRunner runner, ScriptCall call) {
    try {
      return runner.run(call);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void closingEndsWhatRunsAndStartsNoMore() throws Exception {
    var call = fake.installation().add("fake", "sleep 1000");
    var running =
        CompletableFuture.supplyAsync(() -> run(fake.runner(), call), Thread::startVirtualThread);
    await().until(() -> !CallProcesses.in(fake.temporary()).find().isEmpty());

    fake.runner().close();

    assertThat(running.join().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(CallProcesses.in(fake.temporary()).find()).isEmpty();
    assertThat(FakeRunner.files(fake.temporary())).isEmpty();
    assertThatIllegalStateException().isThrownBy(() -> fake.runner().run(call));
  }

  @Test
  void whatAKilledOperatorLeftIsRemovedAtTheNextStart() throws Exception {
    var left = Files.createDirectories(fake.temporary().resolve("nodecert-dnsapi-42/call"));
    Files.writeString(left.resolve("secret"), "x");
    var builder = new ProcessBuilder("sleep", "1000");
    builder.environment().put("HOME", left.toString());
    var orphan = builder.start();

    try (var next = runner(1)) {
      assertThat(left.getParent()).doesNotExist();
      assertThat(orphan.waitFor()).isEqualTo(128 + 9);
      // The one that lives keeps what it has.
      assertThat(fake.runner().run(fake.installation().add("fake", "")).outcome())
          .isEqualTo(Outcome.SUCCEEDED);
      assertThat(next.run(fake.installation().add("fake", "")).outcome())
          .isEqualTo(Outcome.SUCCEEDED);
    }
  }

  @Test
  void aTemporaryFolderWithBlanksIsRefused() throws Exception {
    var blank = Files.createDirectory(folder.resolve("a b"));

    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new LocalScriptRunner(
                fake.installation().home(), blank, 1, ScriptEnvironment.ofSystem()))
        .withMessageContaining("blanks");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() ->
            new LocalScriptRunner(
                fake.installation().home(),
                folder.resolve("nowhere"),
                1,
                ScriptEnvironment.ofSystem()));
  }
}
