package dev.nodecert.operator.acme;

import java.time.Instant;
import java.util.Optional;

/** The CA said no, answered nonsense, or was not reached. */
public final class AcmeFailure extends RuntimeException {

  /** The type of the failure that the CA has ended the account. */
  public static final String ACCOUNT_DEACTIVATED = "accountDeactivated";

  private final String type;
  private final transient Optional<Instant> retryAfter;

  /**
   * A failure.
   *
   * @param type the problem's type without its URN prefix (RFC 8555 section 6.7), or one of {@code
   *     connection}, {@code unexpectedAnswer}, {@code foreignServer}, {@code unsupported}, {@code
   *     accountDeactivated}
   * @param message stable text for a user, already cleaned and cut
   * @param retryAfter when the CA asked to come back
   */
  public AcmeFailure(String type, String message, Optional<Instant> retryAfter) {
    super(message);
    this.type = type;
    this.retryAfter = retryAfter;
  }

  AcmeFailure(String type, String message, Optional<Instant> retryAfter, Throwable cause) {
    super(message, cause);
    this.type = type;
    this.retryAfter = retryAfter;
  }

  /** The same, told when the CA asked to come back, if it did. */
  AcmeFailure withRetryAfter(Optional<Instant> asked) {
    return asked.isEmpty() ? this : new AcmeFailure(type, message(), asked, this);
  }

  /** The kind of failure. */
  public String type() {
    return type;
  }

  /** The text for the user. */
  public String message() {
    return String.valueOf(getMessage());
  }

  /** When the CA asked to come back. */
  public Optional<Instant> retryAfter() {
    return retryAfter;
  }

  /** Whether the problem is of the given type. */
  public boolean is(String problemType) {
    return type.equals(problemType);
  }
}
