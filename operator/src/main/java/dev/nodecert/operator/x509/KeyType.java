package dev.nodecert.operator.x509;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;

/** An algorithm with a size in bits: all that it takes to make a key. */
public sealed interface KeyType {

  /** The size in bits: the field's for ECDSA, the modulus's for RSA. */
  int size();

  /** The algorithm's name as users write it. */
  String algorithm();

  /** Makes a new key of this type. */
  PrivateKeyPair generate();

  /** ECDSA on one of the NIST prime curves. */
  record Ecdsa(int size) implements KeyType {
    @Override
    public String algorithm() {
      return "ECDSA";
    }

    @Override
    public PrivateKeyPair generate() {
      try {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp" + size + "r1"));
        return new PrivateKeyPair(generator.generateKeyPair());
      } catch (GeneralSecurityException e) {
        throw new IllegalArgumentException("no NIST prime curve has " + size + " bits", e);
      }
    }
  }

  /** RSA with the usual public exponent. */
  record Rsa(int size) implements KeyType {
    @Override
    public String algorithm() {
      return "RSA";
    }

    @Override
    public PrivateKeyPair generate() {
      try {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(size);
        return new PrivateKeyPair(generator.generateKeyPair());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java has no RSA", e);
      }
    }
  }

  /**
   * A type as users write it.
   *
   * @param algorithm {@code RSA} or {@code ECDSA}; the latter where absent
   * @param size in bits; 2048 for RSA and 256 for ECDSA where absent
   */
  public static KeyType of(Optional<String> algorithm, Optional<Integer> size) {
    return algorithm.filter("RSA"::equals).isPresent()
        ? new Rsa(size.orElse(2048))
        : new Ecdsa(size.orElse(256));
  }

  /** The type of a key that exists; a key of another family has its own name and size 0. */
  static KeyDescription describe(PublicKey key) {
    return switch (key) {
      case ECPublicKey ec ->
          new KeyDescription("ECDSA", ec.getParams().getCurve().getField().getFieldSize());
      case RSAPublicKey rsa -> new KeyDescription("RSA", rsa.getModulus().bitLength());
      default -> new KeyDescription(key.getAlgorithm(), 0);
    };
  }

  /**
   * What a key is.
   *
   * @param algorithm {@code ECDSA}, {@code RSA}, or Java's name of another algorithm
   * @param size in bits, 0 where unknown
   */
  record KeyDescription(String algorithm, int size) {
    /** Whether a key of this description is of the given type. */
    public boolean is(KeyType type) {
      return algorithm.equals(type.algorithm()) && size == type.size();
    }
  }
}
