package dev.nodecert.operator.dnsapi.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.nodecert.operator.dnsapi.DnsApi;
import dev.nodecert.operator.dnsapi.DnsApiTraits;
import dev.nodecert.operator.dnsapi.ScriptCall;
import dev.nodecert.operator.dnsapi.ScriptCall.Action;
import dev.nodecert.operator.dnsapi.ScriptResult;
import dev.nodecert.operator.dnsapi.ScriptResult.Outcome;
import dev.nodecert.operator.dnsapi.ScriptsUnavailableException;
import dev.nodecert.operator.dnsapi.remote.Answer.Reason;
import dev.nodecert.operator.dnsapi.remote.RemoteScriptRunner.Patience;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A runner and servers that do anything but what they should. */
@Timeout(20)
class RemoteScriptRunnerTest {

  private static final Map<String, String> STATE = Map.of("domain.id", "1");
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(100);

  private final MessageCodec codec = new MessageCodec();
  @TempDir private Path folder;
  private SocketFile file;
  private RemoteScriptRunner runner;

  @BeforeEach
  void start() {
    file = new SocketFile(folder.resolve("dnsapi.sock"));
    runner = new RemoteScriptRunner(file.path(), new Patience(LONG, LONG));
  }

  @AfterEach
  void close() {
    runner.close();
  }

  private static ScriptCall call() {
    var api =
        new DnsApi(
            "fake",
            "",
            "",
            "",
            List.of(),
            List.of(),
            new DnsApiTraits(Set.of(), List.of(), List.of()),
            Set.of(),
            List.of());
    return new ScriptCall(
        api,
        Action.ADD,
        "name",
        "value",
        Map.of(),
        Map.of(),
        Map.of(),
        STATE,
        Duration.ofMillis(1));
  }

  /** What a server does once a request has come. */
  @FunctionalInterface
  private interface Server {
    void serve(FrameChannel frames) throws Exception;
  }

  private ServerSocketChannel listen(Server server) throws IOException {
    var listener = file.listen(1);
    Thread.ofVirtual()
        .start(() -> {
          try (var connection = listener.accept()) {
            var frames = new FrameChannel(connection);
            codec.request(frames.receive());
            server.serve(frames);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
    return listener;
  }

  private Server answering(Answer... answers) {
    return frames -> {
      for (var answer : answers) {
        frames.send(codec.encode(answer));
      }
      frames.awaitEnd();
    };
  }

  @Test
  void theLastAnswerIsTheResult() throws Exception {
    var ended = new ScriptResult(Outcome.FAILED, 3, "No.", Map.of("domain.id", "2"));

    try (var _ =
        listen(
            answering(
                new Answer.Waiting(),
                new Answer.Waiting(),
                new Answer.Running(),
                new Answer.Ended(ended)))) {
      assertThat(runner.run(call())).isEqualTo(ended);
    }
  }

  @Test
  void whatIsPrintedIsCleanedHereToo() throws Exception {
    var ended = new ScriptResult(Outcome.FAILED, 3, "\u001B[31mNo.\u202E\u0007", Map.of());

    try (var _ = listen(answering(new Answer.Ended(ended)))) {
      assertThat(runner.run(call()).output()).isEqualTo("No.");
    }
  }

  @Test
  void nobodyThereIsToldAndPasses() throws Exception {
    assertUnavailable("The dnsapi container does not answer at %s.".formatted(file.path()));
    file.listen(1).close();
    assertUnavailable("The dnsapi container does not answer at %s.".formatted(file.path()));

    try (var _ =
        listen(answering(new Answer.Ended(new ScriptResult(Outcome.SUCCEEDED, 0, "", Map.of()))))) {
      assertThat(runner.run(call()).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }
  }

  @Test
  void aServerThatDiesIsToldAndPasses() throws Exception {
    try (var _ = listen(frames -> frames.send(codec.encode(new Answer.Running())))) {
      assertUnavailable(gone());
    }
  }

  @Test
  void anAnswerThatIsCutIsAsGoodAsNone() throws Exception {
    try (var _ = listen(frames -> frames.channel().write(ByteBuffer.allocate(10).putInt(0, 100)))) {
      assertUnavailable(gone());
    }
  }

  @Test
  void aServerThatStandsStillIsLeft() throws Exception {
    runner.close();
    runner = new RemoteScriptRunner(file.path(), new Patience(SHORT, LONG));

    try (var _ = listen(answering(new Answer.Running()))) {
      assertUnavailable(gone());
    }
  }

  private String gone() {
    return "The dnsapi container at %s has gone away, or stands still, in the middle of a call."
        .formatted(file.path());
  }

  /** It may be in line for as long as it takes. */
  @Test
  void aScriptThatRunsTooLongIsLeft() throws Exception {
    runner.close();
    runner = new RemoteScriptRunner(file.path(), new Patience(LONG, SHORT));

    try (var _ =
        listen(frames -> {
          var until = System.nanoTime() + SHORT.multipliedBy(3).toNanos();
          while (System.nanoTime() < until) {
            frames.send(codec.encode(new Answer.Waiting()));
            Thread.onSpinWait();
          }
          var left = new CountDownLatch(1);
          Thread.ofVirtual()
              .start(() -> {
                try {
                  frames.awaitEnd();
                } catch (IOException _) {
                  // It has ended, too.
                }
                left.countDown();
              });
          while (left.getCount() > 0) {
            trySend(frames, new Answer.Running());
            Thread.onSpinWait();
          }
        })) {
      assertThat(runner.run(call())).isEqualTo(new ScriptResult(Outcome.TIMED_OUT, -1, "", STATE));
    }
  }

  private void trySend(FrameChannel frames, Answer answer) throws FrameLengthException {
    try {
      frames.send(codec.encode(answer));
    } catch (IOException _) {
      // The runner has left.
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OTHER_VERSION", "BUSY", "STOPPING"})
  void whatPassesIsTriedAgain(Reason reason) throws Exception {
    try (var _ = listen(answering(new Answer.Refused(reason, "Not\nnow.")))) {
      assertUnavailable("Not now.");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MALFORMED", "TOO_LONG", "FAILED"})
  void whatDoesNotPassIsAFailure(Reason reason) throws Exception {
    try (var _ = listen(answering(new Answer.Refused(reason, "Never.")))) {
      assertThat(runner.run(call()))
          .isEqualTo(new ScriptResult(Outcome.NOT_STARTED, -1, "Never.", STATE));
    }
  }

  @Test
  void aServerOfAnotherVersionIsToldAndPasses() throws Exception {
    try (var _ = listen(frames -> frames.send(new MessageCodec(2).encode(new Answer.Waiting())))) {
      assertThatExceptionOfType(ScriptsUnavailableException.class)
          .isThrownBy(() -> runner.run(call()))
          .withMessageContaining("Let both run the same image.");
    }
  }

  @Test
  void anAnswerWithoutMeasureIsAFailure() throws Exception {
    try (var _ = listen(frames -> frames.channel().write(ByteBuffer.allocate(4).putInt(0, -1)))) {
      assertThat(runner.run(call()).outcome()).isEqualTo(Outcome.NOT_STARTED);
    }
  }

  @Test
  void settingsWithoutMeasureAreNotSent() throws Exception {
    var huge = "x".repeat(FrameChannel.MAX_BYTES);
    var call =
        new ScriptCall(
            call().api(), Action.ADD, huge, "", Map.of(), Map.of(), Map.of(), STATE, LONG);

    try (var listener = file.listen(1)) {
      assertThat(listener.isOpen()).isTrue();
      assertThat(runner.run(call).outcome()).isEqualTo(Outcome.NOT_STARTED);
    }
  }

  private void assertUnavailable(String why) {
    assertThatExceptionOfType(ScriptsUnavailableException.class)
        .isThrownBy(() -> runner.run(call()))
        .withMessage(why);
  }

  @Test
  void anInterruptIsOneHereToo() throws Exception {
    var asked = new CountDownLatch(1);
    var interrupted = new CompletableFuture<Boolean>();
    try (var _ =
        listen(frames -> {
          asked.countDown();
          frames.awaitEnd();
        })) {
      var thread =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  runner.run(call());
                } catch (InterruptedException _) {
                  interrupted.complete(Thread.currentThread().isInterrupted());
                } catch (ScriptsUnavailableException e) {
                  interrupted.completeExceptionally(e);
                }
              });
      asked.await();

      thread.interrupt();

      assertThat(interrupted.get()).isFalse();
    }
  }

  @Test
  void closingEndsCallsAndAllowsNoMore() throws Exception {
    var asked = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    try (var _ =
        listen(frames -> {
          asked.countDown();
          frames.awaitEnd();
          ended.countDown();
        })) {
      var call =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return runner.run(call());
                } catch (InterruptedException | ScriptsUnavailableException e) {
                  throw new AssertionError(e);
                }
              },
              Thread::startVirtualThread);
      asked.await();

      runner.close();

      await().until(call::isCompletedExceptionally);
      ended.await();
      assertThat(call.exceptionNow()).isInstanceOf(IllegalStateException.class);
      assertThatIllegalStateException().isThrownBy(() -> runner.run(call()));
    }
  }
}
