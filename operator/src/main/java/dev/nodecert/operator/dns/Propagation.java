package dev.nodecert.operator.dns;

/** Whether all name servers of a zone give what they should. */
public sealed interface Propagation {

  /** All of them do. */
  record Complete() implements Propagation {}

  /**
   * Not yet.
   *
   * @param message names the first that does not, and what it answered
   */
  record Incomplete(String message) implements Propagation {}
}
