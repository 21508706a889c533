package dev.nodecert.operator.refresh;

/** What came of a refresh; whatever it is, the kubelet projects the Secret in its own time. */
public sealed interface RefreshOutcome {

  /**
   * The pods were touched.
   *
   * @param pods how many; those that had been before, or went meanwhile, are not counted
   */
  record Refreshed(int pods) implements RefreshOutcome {}

  /**
   * The operator has no right to.
   *
   * @param message which Role is missing
   */
  record Forbidden(String message) implements RefreshOutcome {}

  /**
   * The API server did not do it.
   *
   * @param message why, without any detail of pods
   */
  record Failed(String message) implements RefreshOutcome {}
}
