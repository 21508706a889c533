package dev.nodecert.operator.upload;

import dev.nodecert.operator.x509.Passphrase;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/**
 * Opens what a pass phrase closes.
 *
 * @param entry of the Secret, for what is told
 */
record KeyDecryption(String entry, Optional<Passphrase> passphrase, DerivationBudget budget) {

  /** Has what Java lacks: RC2 and 3DES of old keystores, scrypt. It is not registered. */
  static final BouncyCastleProvider CRYPTOGRAPHY = new BouncyCastleProvider();

  /** A key in PKCS#8 (RFC 5958 section 3). */
  PrivateKeyInfo open(PKCS8EncryptedPrivateKeyInfo key) throws RefusedException {
    var decryptor = decryptor(required().characters());
    budget.spend(key.getEncryptionAlgorithm());
    try {
      return key.decryptPrivateKeyInfo(decryptor);
    } catch (PKCSException | RuntimeException _) {
      throw wrong();
    }
  }

  /**
   * A key as OpenSSL encrypted it before PKCS#8 (RFC 1421 section 4.6.1.1).
   *
   * @param info algorithm and initialization vector, the value of {@code DEK-Info}
   */
  byte[] open(byte[] content, String info) throws RefusedException {
    var key = required().characters();
    var parts = info.split(",", 2);
    try {
      return new BcPEMDecryptorProvider(key)
          .get(parts[0].strip())
          .decrypt(content, HexFormat.of().parseHex(parts[1].strip()));
    } catch (PEMException | RuntimeException _) {
      throw wrong();
    }
  }

  static InputDecryptorProvider decryptor(char[] characters) {
    return new JcePKCSPBEInputDecryptorProviderBuilder()
        .setProvider(CRYPTOGRAPHY)
        .build(characters);
  }

  private Passphrase required() throws RefusedException {
    var given =
        passphrase.orElseThrow(() ->
            new RefusedException(
                "PassphraseMissing",
                "The Secret's %s is encrypted. Name its pass phrase in passphraseSecretRef."
                    .formatted(entry)));
    if (given.isEmpty()) {
      throw new RefusedException(
          "PassphraseEmpty",
          "The Secret's %s is encrypted, and the pass phrase is empty.".formatted(entry));
    }
    return given;
  }

  RefusedException wrong() {
    return new RefusedException(
        "PassphraseWrong", "The pass phrase does not open the Secret's %s.".formatted(entry));
  }
}
