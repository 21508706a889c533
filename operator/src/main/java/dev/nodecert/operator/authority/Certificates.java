package dev.nodecert.operator.authority;

import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.CertificateFacts;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** What is asked of single certificates. */
final class Certificates {

  private Certificates() {}

  /** Whether a certificate is issued by itself. */
  static boolean isRoot(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
        && isSignedBy(certificate, certificate);
  }

  static boolean isSignedBy(X509Certificate certificate, X509Certificate ca) {
    try {
      certificate.verify(ca.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** When the first certificate of a chain ends. */
  static Instant end(CertificateChain chain) {
    return chain.certificates().stream()
        .map(Certificates::end)
        .min(Instant::compareTo)
        .orElseThrow();
  }

  static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  static Instant begin(X509Certificate certificate) {
    return certificate.getNotBefore().toInstant();
  }

  static Duration lifetime(X509Certificate certificate) {
    return Duration.between(begin(certificate), end(certificate));
  }

  static String fingerprint(X509Certificate certificate) {
    return CertificateFacts.of(certificate).fingerprint();
  }
}
