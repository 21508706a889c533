package dev.nodecert.operator.output;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.CharBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Salts and initialization vectors of a keystore: other ones for other content, the same ones for
 * the same. They come of the private key, as ECDSA's do in RFC 6979, so that whoever has not the
 * key learns nothing of key or password from them.
 */
final class Salts {

  private final SecretKeySpec secret;
  private final KeyMaterial material;
  private final KeystorePassword password;

  Salts(KeyMaterial material, KeystorePassword password) {
    this.material = material;
    this.password = password;
    var key = material.key().keyPair().getPrivate().getEncoded();
    secret = new SecretKeySpec(key, "HmacSHA256");
  }

  /**
   * A salt.
   *
   * @param purpose another one for each salt of a file
   * @param length at most 32 bytes
   */
  byte[] get(String purpose, int length) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      update(mac, purpose.getBytes(UTF_8));
      update(mac, UTF_16BE.encode(CharBuffer.wrap(password.characters())).array());
      for (var certificate : material.chain().certificates()) {
        update(mac, Outputs.encoded(certificate));
      }
      for (var certificate : material.authorities()) {
        update(mac, Outputs.encoded(certificate));
      }
      return Arrays.copyOf(mac.doFinal(), length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  /** A digest of fixed length each, so that no two inputs run into the same bytes. */
  private static void update(Mac mac, byte[] part) throws GeneralSecurityException {
    mac.update(MessageDigest.getInstance("SHA-256").digest(part));
  }
}
