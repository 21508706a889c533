package dev.nodecert.operator.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nodecert.operator.x509.PrivateKeyPair;
import java.io.IOException;
import java.io.StringReader;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * Material in PEM: {@code tls.crt} and {@code tls.key}, or both in {@code tls.crt}. Text around the
 * blocks is of no account, nor are blocks of other kinds.
 */
final class PemMaterial {

  static final String CERTIFICATES = "tls.crt";
  static final String KEY = "tls.key";

  private static final String CERTIFICATE_LABEL = "CERTIFICATE";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Upload upload;

  private PemMaterial(Upload upload) {
    this.upload = upload;
  }

  static Material read(Upload upload) throws RefusedException {
    return new PemMaterial(upload).read();
  }

  private Material read() throws RefusedException {
    var beside = blocks(CERTIFICATES);
    var keyEntry = Entries.has(upload, KEY) ? KEY : CERTIFICATES;
    return new Material(
        CERTIFICATES,
        keyEntry,
        certificates(beside),
        key(keyEntry, keyEntry.equals(KEY) ? blocks(KEY) : beside));
  }

  private List<PemObject> blocks(String entry) throws RefusedException {
    var text = new String(upload.entries().getOrDefault(entry, new byte[0]), UTF_8);
    var blocks = new ArrayList<PemObject>();
    try (var reader = new PemReader(new StringReader(text.replace(BYTE_ORDER_MARK, "")))) {
      for (var block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
        blocks.add(block);
      }
      return blocks;
    } catch (IOException | RuntimeException _) {
      throw new RefusedException(
          "PEMDamaged",
          "The Secret's %s holds a block of PEM that is damaged. Upload the file again."
              .formatted(entry));
    }
  }

  private static List<X509Certificate> certificates(List<PemObject> blocks)
      throws RefusedException {
    var contents =
        blocks.stream()
            .filter(block -> block.getType().equals(CERTIFICATE_LABEL))
            .map(PemObject::getContent)
            .toList();
    return Certificates.read(CERTIFICATES, contents);
  }

  private PrivateKeyPair key(String entry, List<PemObject> blocks) throws RefusedException {
    var keys = blocks.stream().filter(block -> block.getType().endsWith("PRIVATE KEY")).toList();
    return Keys.only(entry, keys, block -> PemKey.read(entry, block, decryption(entry)));
  }

  private KeyDecryption decryption(String entry) {
    return new KeyDecryption(
        entry, Optional.of(upload).flatMap(Upload::passphrase), new DerivationBudget(entry));
  }
}
