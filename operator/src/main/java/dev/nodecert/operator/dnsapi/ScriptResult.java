package dev.nodecert.operator.dnsapi;

import java.util.Map;

/**
 * How a call ended. Success is the script's own opinion and no proof that the record is there.
 *
 * @param outcome of the call
 * @param exitCode of the script; -1 where there is none
 * @param output what it wrote, secrets masked, without control characters, cut in the middle where
 *     it is long
 * @param state what it wants to find at the next call, by keys that a Secret may have; secret
 */
public record ScriptResult(
    Outcome outcome, int exitCode, String output, Map<String, String> state) {

  static final int NO_EXIT_CODE = -1;

  /** Ways in which a call ends. */
  public enum Outcome {
    SUCCEEDED,
    /** The script said so. */
    FAILED,
    /** It was ended at the end of its time. */
    TIMED_OUT,
    /** It never ran: a program that it needs is not there; the output names it. */
    PROGRAM_MISSING,
    /** It never ran: no process or no temporary file could be made; the output says why. */
    NOT_STARTED
  }

  public ScriptResult {
    state = Map.copyOf(state);
    if (!state.keySet().stream().allMatch(ScriptState::isKey)) {
      throw new IllegalArgumentException("a key of the state is none that a Secret may have");
    }
  }

  /**
   * Of a call whose script has no exit code.
   *
   * @param why where its output would be
   */
  public static ScriptResult withoutExit(ScriptCall call, Outcome outcome, String why) {
    return new ScriptResult(outcome, NO_EXIT_CODE, why, call.state());
  }

  @Override
  public String toString() {
    return "ScriptResult[%s, exit code %d]".formatted(outcome, exitCode);
  }
}
