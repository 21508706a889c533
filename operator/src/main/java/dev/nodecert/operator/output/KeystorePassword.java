package dev.nodecert.operator.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nodecert.operator.x509.Passphrase;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A password that keystores of every kind may have. It never prints itself. */
public final class KeystorePassword {

  /** Java's own for PKCS#12. */
  static final int ITERATIONS = 10_000;

  static final int DERIVED_BITS = 256;

  private static final byte[] SALT_OF_HASH = "nodecert.dev/outputs".getBytes(UTF_8);

  private final Passphrase passphrase;
  private final String hash;

  private KeystorePassword(Passphrase passphrase) {
    this.passphrase = passphrase;
    this.hash = HexFormat.of().formatHex(derive(SALT_OF_HASH));
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

  /** Tells it from others, and is as hard to guess it by as by a keystore; in hexadecimal. */
  String hash() {
    return hash;
  }

  /** What is encrypted with: PBKDF2 with HMAC-SHA256 (RFC 8018 section 5.2). */
  byte[] derive(byte[] salt) {
    var wanted = new PBEKeySpec(characters(), salt, ITERATIONS, DERIVED_BITS);
    try {
      var factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
      return factory.generateSecret(wanted).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2", e);
    } finally {
      wanted.clearPassword();
    }
  }

  char[] characters() {
    return passphrase.characters();
  }

  @Override
  public String toString() {
    return "KeystorePassword[…]";
  }
}
