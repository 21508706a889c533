package dev.nodecert.operator.x509;

import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;

/** A private key with its public half. It never prints the private one. */
public final class PrivateKeyPair {

  private final KeyPair keyPair;

  PrivateKeyPair(KeyPair keyPair) {
    this.keyPair = keyPair;
  }

  /** The pair as Java's cryptography takes it. */
  public KeyPair keyPair() {
    return keyPair;
  }

  /** The public half. */
  public PublicKey publicKey() {
    return keyPair.getPublic();
  }

  /** Whether a certificate with the given public key is of this private key. */
  public boolean matches(PublicKey publicKey) {
    return MessageDigest.isEqual(keyPair.getPublic().getEncoded(), publicKey.getEncoded());
  }

  @Override
  public String toString() {
    return "PrivateKeyPair[" + KeyType.describe(publicKey()) + "]";
  }
}
