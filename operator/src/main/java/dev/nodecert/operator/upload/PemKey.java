package dev.nodecert.operator.upload;

import dev.nodecert.operator.x509.MalformedPemException;
import dev.nodecert.operator.x509.PrivateKeyPair;
import dev.nodecert.operator.x509.PrivateKeyPem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemHeader;
import org.bouncycastle.util.io.pem.PemObject;

/** A private key in a block of PEM, in each of the forms that OpenSSL has written. */
final class PemKey {

  private PemKey() {}

  static PrivateKeyPair read(String entry, PemObject block, KeyDecryption decryption)
      throws RefusedException {
    try {
      return PrivateKeyPem.of(info(block, decryption));
    } catch (MalformedPemException e) {
      throw Keys.unusable(entry, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException _) {
      throw Keys.unusable(entry, "holds a damaged private key");
    }
  }

  private static PrivateKeyInfo info(PemObject block, KeyDecryption decryption)
      throws IOException, RefusedException {
    return switch (block.getType()) {
      case "PRIVATE KEY" -> PrivateKeyInfo.getInstance(block.getContent());
      case "ENCRYPTED PRIVATE KEY" ->
          decryption.open(new PKCS8EncryptedPrivateKeyInfo(block.getContent()));
      default -> traditional(block, decryption);
    };
  }

  private static PrivateKeyInfo traditional(PemObject block, KeyDecryption decryption)
      throws IOException, RefusedException {
    var isEncrypted = header(block, "Proc-Type").filter(v -> v.endsWith("ENCRYPTED")).isPresent();
    return isEncrypted
        ? decrypted(block, decryption)
        : traditional(block.getType(), block.getContent());
  }

  /** Of a wrong pass phrase the padding may be right by chance, but what comes out is no key. */
  private static PrivateKeyInfo decrypted(PemObject block, KeyDecryption decryption)
      throws RefusedException {
    var content = decryption.open(block.getContent(), header(block, "DEK-Info").orElse(""));
    try {
      return traditional(block.getType(), content);
    } catch (IOException | RuntimeException _) {
      throw decryption.wrong();
    }
  }

  private static PrivateKeyInfo traditional(String label, byte[] content) throws IOException {
    return switch (label) {
      case "RSA PRIVATE KEY" ->
          new PrivateKeyInfo(
              new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
              RSAPrivateKey.getInstance(content));
      case "EC PRIVATE KEY" -> {
        var key = ECPrivateKey.getInstance(content);
        yield new PrivateKeyInfo(
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()),
            key);
      }
      default -> throw new IOException("another kind of key");
    };
  }

  private static Optional<String> header(PemObject block, String name) {
    return List.<Object>copyOf(block.getHeaders()).stream()
        .map(PemHeader.class::cast)
        .filter(header -> header.getName().equals(name))
        .map(PemHeader::getValue)
        .findFirst();
  }
}
