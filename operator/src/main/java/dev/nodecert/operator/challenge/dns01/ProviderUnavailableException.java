package dev.nodecert.operator.challenge.dns01;

/**
 * A provider cannot be asked just now, which soon passes by itself and is no answer of its. What
 * was asked may have been done or not.
 */
public final class ProviderUnavailableException extends Exception {

  /**
   * It cannot.
   *
   * @param why a sentence for a user, without moving times
   */
  public ProviderUnavailableException(String why) {
    super(why);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
