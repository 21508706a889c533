package dev.nodecert.operator.plugin;

/** A plugin cannot be used until a Kubernetes object is changed. */
final class PluginRefusedException extends Exception {

  private final String reason;

  /**
   * A refusal.
   *
   * @param reason CamelCase, for a condition
   * @param message a sentence for the cluster's admin
   */
  PluginRefusedException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
