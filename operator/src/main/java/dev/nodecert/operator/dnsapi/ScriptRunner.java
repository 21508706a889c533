package dev.nodecert.operator.dnsapi;

/** Where dnsapi scripts run. */
public interface ScriptRunner extends AutoCloseable {

  /**
   * Runs a script and waits for it; the caller has checked its settings with {@link
   * SettingsPolicy}.
   *
   * @throws InterruptedException when the thread is interrupted; the script is ended
   * @throws ScriptsUnavailableException when no script runs just now, or it is not known what
   *     became of this one
   * @throws IllegalStateException when the runner is closed
   */
  ScriptResult run(ScriptCall call) throws InterruptedException, ScriptsUnavailableException;

  /** Ends all scripts; their calls return, and later ones fail. */
  @Override
  void close();
}
