package dev.nodecert.operator.certificate;

/** A Secret that a user was to bring cannot be read, or must not be. */
final class UnreadableInputException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  UnreadableInputException(String reason, String message) {
    super(message);
    this.finding = new Finding(reason, message);
  }

  Finding finding() {
    return finding;
  }
}
