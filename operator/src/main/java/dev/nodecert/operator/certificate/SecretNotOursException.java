package dev.nodecert.operator.certificate;

/** A Secret of someone else is where one of ours must be. */
final class SecretNotOursException extends Exception {

  /**
   * A refusal.
   *
   * @param message what to do, for a user
   */
  SecretNotOursException(String message) {
    super(message);
  }

  Finding finding() {
    return new Finding("SecretNotOurs", String.valueOf(getMessage()));
  }
}
