package dev.nodecert.operator.upload;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;

/** The certificates of an entry. */
final class Certificates {

  /** Chains that clients take are of at most ten or so. */
  static final int MAX = 20;

  private Certificates() {}

  static List<X509Certificate> read(String entry, List<byte[]> contents) throws RefusedException {
    requireSome(entry, contents.size());
    try {
      // Both Java and BouncyCastle must take them, as where the node's Secret is read.
      var converter = new JcaX509CertificateConverter();
      var certificates = new ArrayList<X509Certificate>();
      for (var content : contents) {
        certificates.add(converter.getCertificate(new X509CertificateHolder(content)));
      }
      return certificates;
    } catch (IOException | CertificateException | RuntimeException _) {
      throw new RefusedException(
          "CertificateDamaged",
          "The Secret's %s holds a damaged certificate. Upload the file again.".formatted(entry));
    }
  }

  private static void requireSome(String entry, int count) throws RefusedException {
    if (count == 0) {
      throw new RefusedException(
          "CertificateMissing",
          "The Secret's %s holds no certificate in PEM. Add the node's and its chain."
              .formatted(entry));
    }
    if (count > MAX) {
      throw new RefusedException(
          "ChainTooLong",
          "The Secret's %s holds %d certificates, more than %d. Leave only those of the chain."
              .formatted(entry, count, MAX));
    }
  }
}
