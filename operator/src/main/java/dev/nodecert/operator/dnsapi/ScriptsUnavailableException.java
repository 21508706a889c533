package dev.nodecert.operator.dnsapi;

/**
 * Scripts cannot run just now, which soon passes by itself. If one was running, it has been ended,
 * and its record may be there or not.
 */
public final class ScriptsUnavailableException extends Exception {

  /**
   * They cannot.
   *
   * @param why a sentence for a user, without secrets or moving times
   */
  public ScriptsUnavailableException(String why) {
    super(why);
  }

  /** The sentence. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
