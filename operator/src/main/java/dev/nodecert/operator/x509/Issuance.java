package dev.nodecert.operator.x509;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;

/** Whose key has signed a certificate. */
public final class Issuance {

  private Issuance() {}

  /** Whether a certificate names another as its issuer, and is signed by its key. */
  public static boolean isBy(X509Certificate certificate, X509Certificate issuer) {
    return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
        && isSignedBy(certificate, issuer);
  }

  /** Whether a certificate is signed by its own key. */
  public static boolean isSelfSigned(X509Certificate certificate) {
    return isBy(certificate, certificate);
  }

  private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
