package dev.nodecert.operator.acme;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** An answer that is no ACME answer: from a front end, a captive portal, a wrong address. */
final class UnexpectedAnswerException extends IOException {

  private final transient Optional<Instant> retryAfter;

  UnexpectedAnswerException(String message, Optional<Instant> retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  UnexpectedAnswerException(String message) {
    this(message, Optional.empty());
  }

  Optional<Instant> retryAfter() {
    return retryAfter;
  }
}
