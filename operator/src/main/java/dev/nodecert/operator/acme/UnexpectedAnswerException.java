package dev.nodecert.operator.acme;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** An answer that is no ACME answer: from a front end, a captive portal, a wrong address. */
final class UnexpectedAnswerException extends IOException {

  private final String type;
  private final transient Optional<Instant> retryAfter;

  private UnexpectedAnswerException(String type, String message, Optional<Instant> retryAfter) {
    super(message);
    this.type = type;
    this.retryAfter = retryAfter;
  }

  UnexpectedAnswerException(String message, Optional<Instant> retryAfter) {
    this("unexpectedAnswer", message, retryAfter);
  }

  UnexpectedAnswerException(String message) {
    this(message, Optional.empty());
  }

  /** An answer that leads to a server where no request may go. */
  static UnexpectedAnswerException foreignServer(String message) {
    return new UnexpectedAnswerException("foreignServer", message, Optional.empty());
  }

  /** The failure's type. */
  String type() {
    return type;
  }

  Optional<Instant> retryAfter() {
    return retryAfter;
  }
}
