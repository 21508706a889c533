package dev.nodecert.operator.secret;

/** A Secret of ours does not hold what it should. */
public final class DamagedSecretException extends Exception {

  private final String reason;

  DamagedSecretException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What is wrong, in CamelCase. */
  public String reason() {
    return reason;
  }

  /** What is wrong, in a sentence. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
