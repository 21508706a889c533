package dev.nodecert.operator.output;

/** A keystore's password is one that not every program reads alike. It is not repeated. */
public final class UnusablePasswordException extends Exception {
  UnusablePasswordException(String message) {
    super(message);
  }
}
