package dev.nodecert.operator.dnsapi.remote;

import dev.nodecert.operator.dnsapi.ScriptCall;
import dev.nodecert.operator.dnsapi.ScriptResult;
import dev.nodecert.operator.dnsapi.ScriptResult.Outcome;
import dev.nodecert.operator.dnsapi.ScriptRunner;
import dev.nodecert.operator.dnsapi.ScriptsUnavailableException;
import dev.nodecert.operator.text.VisibleText;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Has scripts run by the {@link ScriptServer} of another container. */
public final class RemoteScriptRunner implements ScriptRunner {

  private static final int MAX_MESSAGE = 512;

  /** Fewer than the server lets stand in line: the rest wait here, each for its turn. */
  private static final int MAX_CALLS = ScriptServer.MAX_CALLS / 2;

  /** Of what is told of a script: what came last is what counts. */
  private static final int MAX_OUTPUT = 64 * 1024;

  /** Of what a script has saved for its next call; a Secret has to take it. */
  private static final int MAX_STATE = 256 * 1024;

  private final Semaphore calls = new Semaphore(MAX_CALLS, true);
  private final SocketFile file;
  private final Patience patience;
  private final MessageCodec codec = new MessageCodec();
  private final Watchdog watchdog = new Watchdog();
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** A runner that calls at this socket, whether or not somebody listens there already. */
  public RemoteScriptRunner(Path socket) {
    this(socket, new Patience(CallHandler.PULSE.multipliedBy(6), Duration.ofSeconds(30)));
  }

  RemoteScriptRunner(Path socket, Patience patience) {
    this.file = new SocketFile(socket.toAbsolutePath());
    this.patience = patience;
  }

  /**
   * How long the server is waited for.
   *
   * @param silence in which nothing comes from it
   * @param extra beyond the script's own time limit, which the server should have kept
   */
  record Patience(Duration silence, Duration extra) {}

  @Override
  public ScriptResult run(ScriptCall call)
      throws InterruptedException, ScriptsUnavailableException {
    calls.acquire();
    try {
      return runNow(call);
    } finally {
      calls.release();
    }
  }

  private ScriptResult runNow(ScriptCall call)
      throws InterruptedException, ScriptsUnavailableException {
    try (var connection = connect()) {
      connections.add(connection);
      try {
        requireOpen();
        return exchange(connection, call);
      } finally {
        connections.remove(connection);
      }
    } catch (ClosedByInterruptException _) {
      Thread.interrupted();
      throw new InterruptedException("the call was interrupted; the server ends the script");
    } catch (IOException _) {
      requireOpen();
      throw new ScriptsUnavailableException(
          "The dnsapi container at %s has gone away, or stands still, in the middle of a call."
              .formatted(file.path()));
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("No scripts run any more");
    }
  }

  private SocketChannel connect() throws ScriptsUnavailableException, ClosedByInterruptException {
    try {
      return file.connect();
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException _) {
      throw new ScriptsUnavailableException(
          "The dnsapi container does not answer at %s.".formatted(file.path()));
    }
  }

  private ScriptResult exchange(SocketChannel connection, ScriptCall call)
      throws IOException, ScriptsUnavailableException {
    var frames = new FrameChannel(connection);
    try {
      send(connection, frames, codec.encode(Request.of(call)));
      return last(connection, frames, call);
    } catch (RefusalException refusal) {
      return refused(call, refusal.answer());
    } catch (FrameLengthException _) {
      return ScriptResult.withoutExit(
          call, Outcome.NOT_STARTED, "The settings, or what the script says, are too long.");
    }
  }

  private void send(SocketChannel connection, FrameChannel frames, byte[] request)
      throws IOException, FrameLengthException {
    try (var _ = watchdog.closeAfter(connection, patience.silence())) {
      frames.send(request);
    }
  }

  private ScriptResult last(SocketChannel connection, FrameChannel frames, ScriptCall call)
      throws IOException, FrameLengthException, RefusalException, ScriptsUnavailableException {
    var time = new RunningTime(call.timeout().plus(patience.extra()));
    while (!time.isOver()) {
      switch (next(connection, frames)) {
        case Answer.Waiting _ -> {}
        case Answer.Running _ -> time.begin();
        case Answer.Ended(var result) -> {
          return size(result.state()) > MAX_STATE
              ? ScriptResult.withoutExit(
                  call, Outcome.NOT_STARTED, "The script has saved too much.")
              : visible(result);
        }
        case Answer.Refused refusal -> {
          return refused(call, refusal);
        }
      }
    }
    return ScriptResult.withoutExit(call, Outcome.TIMED_OUT, "");
  }

  /** The server's word is not taken for it: what scripts print ends in a status. */
  private static ScriptResult visible(ScriptResult result) {
    return new ScriptResult(
        result.outcome(),
        result.exitCode(),
        end(VisibleText.lines(result.output()).strip()),
        result.state());
  }

  private static String end(String output) {
    return output.length() <= MAX_OUTPUT ? output : output.substring(output.length() - MAX_OUTPUT);
  }

  private static int size(Map<String, String> state) {
    return state.entrySet().stream()
        .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
        .sum();
  }

  private Answer next(SocketChannel connection, FrameChannel frames)
      throws IOException, FrameLengthException, RefusalException {
    try (var _ = watchdog.closeAfter(connection, patience.silence())) {
      return codec.answer(frames.receive());
    }
  }

  private static ScriptResult refused(ScriptCall call, Answer.Refused refusal)
      throws ScriptsUnavailableException {
    return switch (refusal.reason()) {
      case OTHER_VERSION, BUSY, STOPPING ->
          throw new ScriptsUnavailableException(VisibleText.line(refusal.message(), MAX_MESSAGE));
      case MALFORMED, TOO_LONG, FAILED ->
          ScriptResult.withoutExit(
              call, Outcome.NOT_STARTED, VisibleText.line(refusal.message(), MAX_MESSAGE));
    };
  }

  /** Closes all connections, by which the server ends their scripts. */
  @Override
  public void close() {
    closed = true;
    for (var connection : connections) {
      try {
        connection.close();
      } catch (IOException _) {
        // It is of no use any more, either way.
      }
    }
    watchdog.close();
  }
}
