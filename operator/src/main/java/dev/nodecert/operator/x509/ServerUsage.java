package dev.nodecert.operator.x509;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** What a certificate may be used for (RFC 5280 section 4.2.1.12). */
public final class ServerUsage {

  private ServerUsage() {}

  /** Whether TLS servers are among it; where no usage is named, all are. */
  public static boolean isAllowed(X509Certificate certificate) {
    try {
      var usages = certificate.getExtendedKeyUsage();
      return usages == null
          || usages.contains(KeyPurposeId.id_kp_serverAuth.getId())
          || usages.contains(KeyPurposeId.anyExtendedKeyUsage.getId());
    } catch (CertificateParsingException e) {
      return false;
    }
  }
}
