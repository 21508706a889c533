package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.CertificateStatus;
import dev.nodecert.operator.secret.TlsSecret.Provenance;
import dev.nodecert.operator.x509.CertificateFacts;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a status knows of a certificate that fulfilled the spec.
 *
 * @param fingerprint SHA-256, as in {@link CertificateFacts}
 */
record RememberedCertificate(String fingerprint, Provenance provenance) {

  static Optional<RememberedCertificate> of(@Nullable CertificateStatus known, String orderHash) {
    if (known == null) {
      return Optional.empty();
    }
    var issuedAt = known.issuedAt();
    var account = known.account();
    var url = known.url();
    return issuedAt == null || account == null || url == null
        ? Optional.empty()
        : Optional.of(
            new RememberedCertificate(
                known.fingerprint(), Provenance.ordered(issuedAt, orderHash, account, url)));
  }

  boolean isOf(X509Certificate certificate) {
    return fingerprint.equals(CertificateFacts.of(certificate).fingerprint());
  }
}
