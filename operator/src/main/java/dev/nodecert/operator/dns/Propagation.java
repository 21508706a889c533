package dev.nodecert.operator.dns;

import dev.nodecert.operator.text.VisibleText;

/** Whether all name servers of a zone give what they should. */
public sealed interface Propagation {

  /** All of them do. */
  record Complete() implements Propagation {}

  /**
   * Not yet.
   *
   * @param message names the first that does not, and what it answered
   */
  record Incomplete(String message) implements Propagation {

    private static final int MAX_MESSAGE = 512;

    public Incomplete {
      message = VisibleText.line(message, MAX_MESSAGE);
    }
  }
}
