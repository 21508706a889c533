package dev.nodecert.operator.dnsapi.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.nodecert.operator.dnsapi.CallEdit;
import dev.nodecert.operator.dnsapi.DnsApis;
import dev.nodecert.operator.dnsapi.FakeInstallation;
import dev.nodecert.operator.dnsapi.LocalScriptRunner;
import dev.nodecert.operator.dnsapi.ScriptCall;
import dev.nodecert.operator.dnsapi.ScriptEnvironment;
import dev.nodecert.operator.dnsapi.ScriptResult;
import dev.nodecert.operator.dnsapi.ScriptResult.Outcome;
import dev.nodecert.operator.dnsapi.ScriptRunner;
import dev.nodecert.operator.dnsapi.ScriptsUnavailableException;
import dev.nodecert.operator.dnsapi.remote.Answer.Reason;
import dev.nodecert.operator.metrics.ScriptMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that run behind a socket, and callers that do anything but what they should. */
@Timeout(60)
class ScriptServerIT {

  private static final int MAX_PROCESSES = 1;
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final MessageCodec codec = new MessageCodec();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  @TempDir private Path folder;
  private Path socket;
  private Path temporary;
  private FakeInstallation installation;
  private ScriptServer server;
  private ScriptRunner remote;

  @BeforeEach
  void start() throws IOException {
    socket = folder.resolve("dnsapi.sock");
    temporary = Files.createDirectory(folder.resolve("tmp"));
    installation = FakeInstallation.in(folder);
    server = startServer(GRACE);
    remote = new RemoteScriptRunner(socket);
  }

  private ScriptServer startServer(Duration grace) {
    return ScriptServer.start(
        socket,
        new DnsApis(installation.home()),
        new LocalScriptRunner(
            installation.home(),
            temporary,
            MAX_PROCESSES,
            ScriptEnvironment.ofSystem(),
            new ScriptMetrics(registry)),
        grace);
  }

  @AfterEach
  void close() throws IOException {
    remote.close();
    server.close();
    assertThat(socket).doesNotExist();
    assertThat(temporary).isEmptyDirectory();
  }

  // Calls.

  @Test
  void aCallEndsAsItWouldHere() throws Exception {
    var call =
        CallEdit.of(
                installation.add(
                    "fake",
                    """
                    : "$FAKE_File $FAKE_Server $FAKE_Token"
                    echo "$FAKE_Server $1 $2 $(cat "$FAKE_File") with $FAKE_Token"
                    echo "$(_readdomainconf old)"
                    _savedomainconf new "$FAKE_Server-2"
                    return 3
                    """))
            .settings(Map.of("FAKE_Server", "192.0.2.1"))
            .credentials(Map.of("FAKE_Token", "s3cret-token"))
            .files(Map.of("FAKE_File", "content-of-a-file".getBytes(UTF_8)))
            .state(Map.of("domain.old", "former-state"))
            .call();

    assertThat(remote.run(call))
        .isEqualTo(
            new ScriptResult(
                Outcome.FAILED,
                3,
                "192.0.2.1 %s %s *** with ***\n***"
                    .formatted(FakeInstallation.RECORD, FakeInstallation.VALUE),
                Map.of("domain.old", "former-state", "domain.new", "192.0.2.1-2")));
  }

  @Test
  void aScriptThatHangsIsEndedThere() throws Exception {
    var call = CallEdit.of(installation.add("fake", "echo hanging; sleep 1000"));

    assertThat(remote.run(call.timeout(Duration.ofSeconds(1)).call()))
        .isEqualTo(new ScriptResult(Outcome.TIMED_OUT, -1, "hanging", Map.of()));
    assertThat(count("timed_out")).isEqualTo(1);
  }

  @Test
  void aScriptThatOnlyOneSideHasIsToldAndPasses() throws Exception {
    var call = installation.add("fake", "");
    Files.delete(installation.home().resolve("dnsapi/dns_fake.sh"));

    assertThatExceptionOfType(ScriptsUnavailableException.class)
        .isThrownBy(() -> remote.run(call))
        .withMessageContaining("Let it and the operator run the same image.");
  }

  /** The operator checks settings; here it has not. */
  @Test
  void aSettingThatNoScriptMayHaveIsRefused() throws Exception {
    var call = CallEdit.of(installation.add("fake", "echo \"ran $LD_PRELOAD\""));

    assertThat(remote.run(call.settings(Map.of("LD_PRELOAD", "x")).call()))
        .extracting(ScriptResult::outcome, ScriptResult::output)
        .containsExactly(
            Outcome.NOT_STARTED,
            "The dnsapi container does not let a script have one of its settings.");
  }

  // How calls are given up.

  @Test
  void whoGoesAwayEndsItsScriptAndWhoWaitsIsNext() throws Exception {
    var first = connect();
    first.send(codec.encode(Request.of(sleeping("first"))));
    awaitScript("first");
    var second = run(installation.add("second", "echo done"));
    assertThat(second).isNotDone();

    first.channel().close();

    assertThat(second.get(10, TimeUnit.SECONDS).output()).isEqualTo("done");
    assertThat(isAlive("first")).isFalse();
    await().until(() -> count("cancelled") == 1);
  }

  @Test
  void whoGoesAwayInLineNeverRuns() throws Exception {
    var first = connect();
    first.send(codec.encode(Request.of(sleeping("first"))));
    awaitScript("first");
    var second = connect();
    second.send(codec.encode(Request.of(sleeping("second"))));

    second.channel().close();
    first.channel().close();

    assertThat(remote.run(installation.add("third", "")).outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(pidFile("second")).doesNotExist();
  }

  @Test
  void anInterruptEndsTheScript() throws Exception {
    var call = sleeping("first");
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                remote.run(call);
              } catch (InterruptedException | ScriptsUnavailableException _) {
                // That is what is asked for.
              }
            });
    awaitScript("first");

    thread.interrupt();

    thread.join();
    await().until(() -> !isAlive("first"));
  }

  private ScriptCall sleeping(String name) throws IOException {
    return installation.add(
        name, "echo $$ >%1$s.new; mv %1$s.new %1$s; sleep 1000; :".formatted(pidFile(name)));
  }

  private Path pidFile(String name) {
    return folder.resolve(name + ".pid");
  }

  private void awaitScript(String name) {
    await().until(() -> Files.exists(pidFile(name)));
    assertThat(registry.get("nodecert.dnsapi.scripts.running").gauge().value()).isEqualTo(1);
  }

  private boolean isAlive(String name) throws IOException {
    long pid = Long.parseLong(Files.readString(pidFile(name)).strip());
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private long count(String outcome) {
    var timer = registry.find("nodecert.dnsapi.script").tag("outcome", outcome).timer();
    return timer == null ? 0 : timer.count();
  }

  private CompletableFuture<ScriptResult> run(ScriptCall call) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return remote.run(call);
          } catch (InterruptedException | ScriptsUnavailableException e) {
            throw new AssertionError(e);
          }
        },
        Thread::startVirtualThread);
  }

  // What is no call.

  private FrameChannel connect() throws IOException {
    return new FrameChannel(new SocketFile(socket).connect());
  }

  /** What is sent, in hex, and why it is refused; nothing for what is not answered. */
  private record Nonsense(String name, String hex, List<Reason> refusal) {
    static Nonsense of(String name, byte[] bytes, Reason... refusal) {
      return new Nonsense(name, HexFormat.of().formatHex(bytes), List.of(refusal));
    }
  }

  private static List<Nonsense> nonsense() {
    var codec = new MessageCodec();
    var request =
        new Request(
            "../fake",
            ScriptCall.Action.ADD,
            "n",
            "v",
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            1000);
    var whole = codec.encode(request);
    return List.of(
        Nonsense.of("nothing", new byte[0]),
        Nonsense.of("half a length", new byte[] {0, 0}),
        Nonsense.of("a cut request", Arrays.copyOf(framed(whole), whole.length)),
        Nonsense.of("garbage", framed("t0ken".getBytes(UTF_8)), Reason.MALFORMED),
        Nonsense.of("HTTP", "GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8), Reason.TOO_LONG),
        Nonsense.of("no length", new byte[] {-1, -1, -1, -1}, Reason.TOO_LONG),
        Nonsense.of("no content", new byte[4], Reason.TOO_LONG),
        Nonsense.of(
            "another version", framed(new MessageCodec(2).encode(request)), Reason.OTHER_VERSION),
        Nonsense.of("a path for a script", framed(whole), Reason.OTHER_VERSION));
  }

  private static byte[] framed(byte[] content) {
    return ByteBuffer.allocate(4 + content.length).putInt(content.length).put(content).array();
  }

  @Test
  void nonsenseIsAnsweredAndHurtsNobody() throws Exception {
    for (var nonsense : nonsense()) {
      try (var connection = new SocketFile(socket).connect()) {
        connection.write(ByteBuffer.wrap(HexFormat.of().parseHex(nonsense.hex())));
        connection.shutdownOutput();

        assertThat(refusals(connection)).as(nonsense.name()).isEqualTo(nonsense.refusal());
      }
    }
    assertThat(remote.run(installation.add("fake", "")).outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  private List<Reason> refusals(SocketChannel connection) throws Exception {
    try {
      return codec.answer(new FrameChannel(connection).receive()) instanceof Answer.Refused refused
          ? List.of(refused.reason())
          : List.of();
    } catch (IOException _) {
      return List.of();
    }
  }

  // The server as a whole.

  @Test
  void aStopWaitsForWhatRunsAndBeginsNoMore() throws Exception {
    var end = folder.resolve("end");
    var first =
        run(
            installation.add(
                "first",
                "echo $$ >%1$s.new; mv %1$s.new %1$s; until [ -e %2$s ]; do sleep 0.01; done"
                    .formatted(pidFile("first"), end)));
    awaitScript("first");
    var second = run(sleeping("second"));

    var stop = CompletableFuture.runAsync(server::close, Thread::startVirtualThread);
    await().until(() -> !server.isListening());
    Files.createFile(end);

    assertThat(first.get(10, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.SUCCEEDED);
    await().until(second::isCompletedExceptionally);
    assertThat(second.exceptionNow())
        .hasRootCauseInstanceOf(ScriptsUnavailableException.class)
        .hasRootCauseMessage("The dnsapi container is about to stop.");
    stop.get(10, TimeUnit.SECONDS);
    assertThat(pidFile("second")).doesNotExist();
  }

  @Test
  void whatDoesNotEndInTimeIsEndedAndNoFailure() throws Exception {
    server.close();
    registry.clear(); // Else the gauge stays that of the one before.
    server = startServer(Duration.ofMillis(100));
    var call = run(sleeping("first"));
    awaitScript("first");

    server.close();

    await().until(call::isCompletedExceptionally);
    assertThat(call.exceptionNow()).hasRootCauseMessage("The dnsapi container is about to stop.");
    assertThat(isAlive("first")).isFalse();
  }

  @Test
  void aSocketThatCannotBeMadeIsTold() {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> startServer(GRACE))
        .withMessage(
            "dnsapi scripts cannot be called at %s: another process listens at %1$s"
                .formatted(socket));
  }
}
