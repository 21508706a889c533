package dev.nodecert.operator.output;

import static java.nio.charset.StandardCharsets.UTF_16BE;

import dev.nodecert.operator.x509.PrivateKeyPair;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** How a JKS file protects a key ({@code sun.security.provider.KeyProtector}): by SHA-1, once. */
final class JksProtection {

  private static final ASN1ObjectIdentifier ALGORITHM =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.42.2.17.1.1");

  private static final int SALT_BYTES = 20;

  private final byte[] password;
  private final Salts salts;

  JksProtection(KeystorePassword password, Salts salts) {
    this.password = UTF_16BE.encode(CharBuffer.wrap(password.characters())).array();
    this.salts = salts;
  }

  byte[] encrypt(PrivateKeyPair key) throws IOException {
    var algorithm = new AlgorithmIdentifier(ALGORITHM, DERNull.INSTANCE);
    var content = encrypted(key.keyPair().getPrivate().getEncoded());
    return new EncryptedPrivateKeyInfo(algorithm, content).getEncoded();
  }

  /** The salt, the key under a key stream, and a digest of the key. */
  private byte[] encrypted(byte[] key) {
    var salt = salts.get("jks salt", SALT_BYTES);
    var check = digest(key);
    return ByteBuffer.allocate(salt.length + key.length + check.length)
        .put(salt)
        .put(underKeyStream(key, salt))
        .put(check)
        .array();
  }

  private byte[] underKeyStream(byte[] key, byte[] salt) {
    var encrypted = new byte[key.length];
    var block = salt;
    for (int i = 0; i < key.length; i++) {
      int offset = i % SALT_BYTES;
      if (offset == 0) {
        block = digest(block);
      }
      encrypted[i] = (byte) (key[i] ^ block[offset]);
    }
    return encrypted;
  }

  /** SHA-1 of the password and what follows it. */
  byte[] digest(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      digest.update(password);
      for (var part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
