package dev.nodecert.operator.dnsapi;

import java.nio.file.Path;
import java.util.Map;

/**
 * Runs dnsapi scripts, each in a process of its own with a private home, an empty environment, and
 * no process left when the call returns.
 */
public final class ScriptRunner implements AutoCloseable {

  /**
   * Prepares to run scripts, and ends and removes what a killed predecessor left.
   *
   * @param acmeShHome the folder with {@code acme.sh} and {@code dnsapi/}
   * @param temporary where calls have their private folders; best in memory
   * @param maxProcesses how many scripts run at once; the next ones wait in line
   * @param environment what scripts find
   * @throws java.io.UncheckedIOException when the temporary folder cannot be written
   */
  public ScriptRunner(
      Path acmeShHome, Path temporary, int maxProcesses, ScriptEnvironment environment) {}

  /**
   * Runs a script and waits for it; the caller has checked its settings with {@link
   * SettingsPolicy}.
   *
   * @throws InterruptedException when the thread is interrupted; the script has been ended
   */
  public ScriptResult run(ScriptCall call) throws InterruptedException {
    return new ScriptResult(ScriptResult.Outcome.NOT_STARTED, -1, "", Map.of());
  }

  /** Ends all scripts and removes what they had; their calls return. */
  @Override
  public void close() {}
}
