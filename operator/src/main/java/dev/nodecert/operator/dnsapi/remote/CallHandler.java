package dev.nodecert.operator.dnsapi.remote;

import dev.nodecert.operator.dnsapi.DnsApi;
import dev.nodecert.operator.dnsapi.DnsApis;
import dev.nodecert.operator.dnsapi.LocalScriptRunner;
import dev.nodecert.operator.dnsapi.ScriptCall;
import dev.nodecert.operator.dnsapi.ScriptResult;
import dev.nodecert.operator.dnsapi.ScriptResult.Outcome;
import dev.nodecert.operator.dnsapi.remote.Answer.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one call after another, each on a connection of its own. */
final class CallHandler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CallHandler.class);

  /** Who has connected sends its request at once. */
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);

  /** How often a caller hears that its call is not forgotten. */
  static final Duration PULSE = Duration.ofSeconds(5);

  private final MessageCodec codec = new MessageCodec();
  private final Watchdog watchdog = new Watchdog();
  private final DnsApis apis;
  private final LocalScriptRunner runner;
  private final ExecutorService threads;
  private volatile boolean stopping;

  CallHandler(DnsApis apis, LocalScriptRunner runner, ExecutorService threads) {
    this.apis = apis;
    this.runner = runner;
    this.threads = threads;
  }

  /** Lets no more scripts begin. */
  void stop() {
    stopping = true;
  }

  @Override
  public void close() {
    watchdog.close();
  }

  /** Tells the caller that there are too many. */
  void refuse(SocketChannel connection) {
    try (connection) {
      send(
          new FrameChannel(connection),
          new Answer.Refused(Reason.BUSY, "Too many calls of dnsapi scripts stand in line."));
    } catch (IOException _) {
      // It has gone by itself.
    }
  }

  /** Runs what the caller asks for, for as long as it holds the connection. */
  void handle(SocketChannel connection) {
    try (connection) {
      var frames = new FrameChannel(connection);
      try {
        answer(frames, call(receive(connection, frames)));
      } catch (RefusalException refusal) {
        LOG.warn("a call is refused: {}", refusal.getMessage());
        send(frames, refusal.answer());
      } catch (UncheckedIOException e) {
        send(frames, failed(e));
      }
    } catch (EOFException _) {
      LOG.debug("a caller has gone before it has asked for anything");
    } catch (IOException e) {
      LOG.debug("a caller has gone", e);
    }
  }

  private Request receive(SocketChannel connection, FrameChannel frames)
      throws IOException, RefusalException {
    try (var _ = watchdog.closeAfter(connection, REQUEST_LIMIT)) {
      return codec.request(frames.receive());
    } catch (FrameLengthException _) {
      throw new RefusalException(
          Reason.TOO_LONG,
          "A request is longer than the %d bytes that one may have."
              .formatted(FrameChannel.MAX_BYTES));
    }
  }

  /** What the operator has checked is checked again: nobody else should call, but might. */
  private ScriptCall call(Request request) throws RefusalException {
    var api =
        apis.find(request.api())
            .orElseThrow(() ->
                new RefusalException(
                    Reason.OTHER_VERSION,
                    "The dnsapi container does not have the script that is asked for. Let it and the operator run the same image."));
    requireAllowed(request, api);
    return request.call(api);
  }

  private void requireAllowed(Request request, DnsApi api) throws RefusalException {
    var settings = new HashMap<>(request.settings());
    settings.putAll(request.credentials());
    if (!apis.settingsPolicy().refused(api, settings, request.files().keySet()).isEmpty()) {
      throw new RefusalException(
          Reason.MALFORMED, "The dnsapi container does not let a script have one of its settings.");
    }
  }

  private void answer(FrameChannel frames, ScriptCall call) throws IOException {
    var running = new AtomicBoolean();
    var run = threads.submit(() -> runner.run(call, () -> begin(running)));
    threads.execute(() -> cancelAtEnd(frames, run));
    try {
      send(frames, last(frames, run, running));
    } catch (CancellationException _) {
      LOG.info("{} is ended: nobody waits for it any more", call);
    } finally {
      run.cancel(true);
    }
  }

  private void begin(AtomicBoolean running) {
    if (stopping) {
      throw new IllegalStateException("no scripts begin any more");
    }
    running.set(true);
  }

  private static void cancelAtEnd(FrameChannel frames, Future<ScriptResult> run) {
    try {
      frames.awaitEnd();
    } catch (IOException _) {
      // It has ended, however that was.
    }
    run.cancel(true);
  }

  private Answer last(FrameChannel frames, Future<ScriptResult> run, AtomicBoolean running)
      throws IOException {
    while (true) {
      try {
        return ended(run.get(PULSE.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException _) {
        send(frames, running.get() ? new Answer.Running() : new Answer.Waiting());
      } catch (ExecutionException e) {
        return failed(e);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return aboutToStop();
      }
    }
  }

  /** What was ended with this process is no failure of the script's. */
  private Answer ended(ScriptResult result) {
    return stopping && result.outcome() != Outcome.SUCCEEDED
        ? aboutToStop()
        : new Answer.Ended(result);
  }

  private Answer failed(Throwable cause) {
    if (stopping) {
      return aboutToStop();
    }
    LOG.error("a call has failed", cause);
    return new Answer.Refused(
        Reason.FAILED, "A defect of the dnsapi container's: its log tells more.");
  }

  private static Answer aboutToStop() {
    return new Answer.Refused(Reason.STOPPING, "The dnsapi container is about to stop.");
  }

  private void send(FrameChannel frames, Answer answer) throws IOException {
    try {
      frames.send(codec.encode(answer));
    } catch (FrameLengthException _) {
      send(frames, new Answer.Refused(Reason.TOO_LONG, "The script has saved too much."));
    }
  }
}
