package dev.nodecert.operator.account;

/** An AcmeAccount cannot be used until a Kubernetes object is changed. */
public final class AccountRefusedException extends Exception {

  private final String reason;

  /**
   * A refusal.
   *
   * @param reason CamelCase, for a condition
   * @param message what to do, for a user
   */
  AccountRefusedException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The condition's reason. */
  public String reason() {
    return reason;
  }

  /** The condition's message. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
