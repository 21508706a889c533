package dev.nodecert.operator.dns;

import dev.nodecert.operator.text.VisibleText;

/** A name server said no, answered nonsense, or was not reached. */
public final class DnsFailure extends RuntimeException {

  private static final int MAX_MESSAGE = 512;

  private final String type;

  /**
   * A failure.
   *
   * @param type a word for a condition, such as {@code DNSTimedOut}
   * @param message stable text for a user; what of it is others' is cleaned and cut here
   */
  public DnsFailure(String type, String message) {
    super(VisibleText.line(message, MAX_MESSAGE));
    this.type = type;
  }

  /** The kind of failure. */
  public String type() {
    return type;
  }

  /** The text for the user. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
