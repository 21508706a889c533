package dev.nodecert.operator.x509;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.jspecify.annotations.Nullable;

/** What a client does with a chain whose top it trusts (RFC 5280 section 6). */
public final class PathValidation {

  private PathValidation() {}

  /**
   * What a client has against a chain; empty where nothing.
   *
   * @param root above the chain; where there is none, the chain's last is the trusted one
   */
  public static Optional<String> objection(
      CertificateChain chain, Optional<X509Certificate> root, Instant at) {
    var certificates = chain.certificates();
    return root.isPresent()
        ? objection(certificates, root.get(), at)
        : objection(certificates.subList(0, certificates.size() - 1), certificates.getLast(), at);
  }

  private static Optional<String> objection(
      List<X509Certificate> below, X509Certificate anchor, Instant at) {
    if (below.isEmpty() || below.contains(anchor)) {
      return Optional.empty();
    }
    try {
      var path = CertificateFactory.getInstance("X.509").generateCertPath(below);
      CertPathValidator.getInstance("PKIX").validate(path, parameters(anchor, at));
      return Optional.empty();
    } catch (CertPathValidatorException e) {
      return Optional.of(text(e.getReason()));
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.of(text(BasicReason.UNSPECIFIED));
    }
  }

  private static PKIXParameters parameters(X509Certificate anchor, Instant at)
      throws GeneralSecurityException {
    var trusted = new TrustAnchor(anchor, nameConstraints(anchor));
    var parameters = new PKIXParameters(Set.of(trusted));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(at));
    return parameters;
  }

  /** Java heeds those of an anchor only where it is told. */
  private static byte @Nullable [] nameConstraints(X509Certificate anchor) {
    var extension = anchor.getExtensionValue(Extension.nameConstraints.getId());
    return extension == null ? null : ASN1OctetString.getInstance(extension).getOctets();
  }

  private static String text(CertPathValidatorException.Reason reason) {
    return switch (reason) {
      case PKIXReason.NOT_CA_CERT -> "a certificate is signed by one that is no CA's";
      case PKIXReason.PATH_TOO_LONG -> "a CA's path length is exceeded";
      case PKIXReason.INVALID_KEY_USAGE -> "a certificate's key usage does not allow it";
      case PKIXReason.INVALID_NAME -> "a CA's name constraints do not allow the names";
      case PKIXReason.UNRECOGNIZED_CRIT_EXT -> "a critical extension is unknown";
      case BasicReason.ALGORITHM_CONSTRAINED -> "an algorithm is too weak";
      case BasicReason.EXPIRED, BasicReason.NOT_YET_VALID -> "a certificate is not in date";
      default -> "it does not pass validation (RFC 5280 section 6)";
    };
  }
}
