package dev.nodecert.operator.dnsapi;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.nodecert.operator.dnsapi.ScriptResult.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Runs dnsapi scripts beside this process, each in a process of its own with a private home, an
 * empty environment, and no process left when the call returns. In a container process 1 should be
 * an init: what a script has left is ended, but only its parent can reap it.
 */
public final class LocalScriptRunner implements ScriptRunner {

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Path acmeShHome;
  private final int maxProcesses;
  private final ScriptEnvironment environment;
  private final ScriptMeter meter;
  private final Semaphore permits;
  private final CallFolders folders;
  private volatile boolean closed;

  /** A runner whose scripts nobody counts. */
  public LocalScriptRunner(
      Path acmeShHome, Path temporary, int maxProcesses, ScriptEnvironment environment) {
    this(acmeShHome, temporary, maxProcesses, environment, ScriptMeter.NONE);
  }

  /**
   * Prepares to run scripts, and ends and removes what a killed predecessor left.
   *
   * @param acmeShHome the folder with {@code acme.sh} and {@code dnsapi/}
   * @param temporary where calls have their private folders; best in memory. No blanks in its path.
   * @param maxProcesses how many scripts run at once; the next ones wait in line
   * @param environment what scripts find
   * @param meter counts them
   * @throws UncheckedIOException when the temporary folder cannot be written
   */
  public LocalScriptRunner(
      Path acmeShHome,
      Path temporary,
      int maxProcesses,
      ScriptEnvironment environment,
      ScriptMeter meter) {
    this.acmeShHome = acmeShHome.toAbsolutePath();
    this.environment = environment;
    this.maxProcesses = maxProcesses;
    this.meter = meter;
    permits = new Semaphore(maxProcesses, true);
    folders = CallFolders.in(temporary.toAbsolutePath());
  }

  @Override
  public ScriptResult run(ScriptCall call) throws InterruptedException {
    return run(call, () -> {});
  }

  /**
   * Runs a script and waits for it.
   *
   * @param begun runs when its turn has come, and may throw to give that away
   * @throws InterruptedException when the thread is interrupted; the script has been ended
   * @throws IllegalStateException when the runner is closed
   */
  public ScriptResult run(ScriptCall call, Runnable begun) throws InterruptedException {
    permits.acquire();
    try {
      if (closed) {
        throw new IllegalStateException("No scripts run any more");
      }
      begun.run();
      return runMetered(call);
    } finally {
      permits.release();
    }
  }

  private ScriptResult runMetered(ScriptCall call) throws InterruptedException {
    var running = meter.started();
    Optional<Outcome> outcome = Optional.empty();
    try {
      var result = runNow(call);
      outcome = Optional.of(result.outcome());
      return result;
    } finally {
      outcome.ifPresentOrElse(running::ended, running::cancelled);
    }
  }

  private ScriptResult runNow(ScriptCall call) throws InterruptedException {
    var missing = environment.missing(call.api().traits().programs());
    if (!missing.isEmpty()) {
      return ScriptResult.withoutExit(
          call,
          Outcome.PROGRAM_MISSING,
          "dns_%s.sh needs %s, which is not in %s."
              .formatted(call.api().name(), String.join(", ", missing), environment.path()));
    }
    try (var folder = folders.create()) {
      return new ScriptProcess(acmeShHome, folders.driver(), environment, folder).run(call);
    } catch (IOException e) {
      return ScriptResult.withoutExit(
          call, Outcome.NOT_STARTED, "The script could not be started: " + e.getMessage());
    }
  }

  /** Ends all scripts, and removes what they had. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    awaitEnd();
    folders.close();
  }

  private void awaitEnd() {
    try {
      // One may be about to start its process while those of others are ended.
      do {
        folders.endProcesses();
      } while (!permits.tryAcquire(maxProcesses, PAUSE.toMillis(), MILLISECONDS));
      permits.release(maxProcesses);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
