package dev.nodecert.operator.authority;

import dev.nodecert.operator.x509.CertificateFacts;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;

/** What is asked of single certificates. */
final class Certificates {

  private Certificates() {}

  /** Whether a certificate names a CA's key as its issuer's (RFC 5280 section 4.2.1.1). */
  static boolean namesKeyOf(X509Certificate certificate, X509Certificate ca) {
    return Optional.ofNullable(
            certificate.getExtensionValue(Extension.authorityKeyIdentifier.getId()))
        .map(ASN1OctetString::getInstance)
        .map(ASN1OctetString::getOctets)
        .map(AuthorityKeyIdentifier::getInstance)
        .filter(CertificateWriter.identifierOf(ca)::equals)
        .isPresent();
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
