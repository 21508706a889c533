package dev.nodecert.operator.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Optional;
import java.util.stream.Stream;

/** A private key in DER, under each label that PEM has for one. */
final class PrivateKeyFuzz {

  private PrivateKeyFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    var keys =
        Stream.of("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY")
            .flatMap(label -> read(PemText.of(label, input)).stream())
            .toList();
    for (var key : keys) {
      assertThat(PrivateKeyPem.read(PrivateKeyPem.write(key)).keyPair().getPrivate())
          .isEqualTo(key.keyPair().getPrivate());
      assertItsHalvesBelongTogether(key);
    }
  }

  private static Optional<PrivateKeyPair> read(String pem) {
    try {
      return Optional.of(PrivateKeyPem.read(pem));
    } catch (MalformedPemException refusal) {
      return Optional.empty();
    }
  }

  private static void assertItsHalvesBelongTogether(PrivateKeyPair key)
      throws GeneralSecurityException {
    var signature = Signature.getInstance(algorithm(key.keyPair().getPrivate()));
    signature.initSign(key.keyPair().getPrivate());
    var signed = signature.sign();
    signature.initVerify(key.publicKey());
    assertThat(signature.verify(signed)).isTrue();
  }

  private static String algorithm(PrivateKey key) {
    return "RSA".equals(key.getAlgorithm()) ? "SHA256withRSA" : "SHA256withECDSA";
  }
}
