package dev.nodecert.operator.x509;

/** A PEM text does not hold what it should. The message never repeats the text. */
public final class MalformedPemException extends Exception {
  MalformedPemException(String message) {
    super(message);
  }

  MalformedPemException(String message, Throwable cause) {
    super(message, cause);
  }
}
