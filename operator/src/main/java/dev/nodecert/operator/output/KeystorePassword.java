package dev.nodecert.operator.output;

import dev.nodecert.operator.x509.Passphrase;

/** A password that keystores of every kind may have. It never prints itself. */
public final class KeystorePassword {

  private final Passphrase passphrase;

  private KeystorePassword(Passphrase passphrase) {
    this.passphrase = passphrase;
  }

  /**
   * A password. Java takes only ASCII for PBES2, and OpenSSL and Java do not agree on an empty one.
   *
   * @throws UnusablePasswordException for one that not every program reads alike
   */
  public static KeystorePassword of(Passphrase passphrase) throws UnusablePasswordException {
    if (passphrase.isEmpty()) {
      throw new UnusablePasswordException("The keystore's password is empty.");
    }
    if (!passphrase.isAscii()) {
      throw new UnusablePasswordException(
          "The keystore's password has other characters than printable ASCII.");
    }
    return new KeystorePassword(passphrase);
  }

  char[] characters() {
    return passphrase.characters();
  }

  @Override
  public String toString() {
    return "KeystorePassword[…]";
  }
}
