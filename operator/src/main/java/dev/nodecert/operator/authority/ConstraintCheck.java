package dev.nodecert.operator.authority;

import dev.nodecert.operator.x509.CertificateChain;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;

/** What the name constraints of CA certificates permit (RFC 5280 section 4.2.1.10). */
final class ConstraintCheck {

  private final PKIXNameConstraintValidator validator;

  private ConstraintCheck(PKIXNameConstraintValidator validator) {
    this.validator = validator;
  }

  /** The constraints of all certificates of a chain. */
  static ConstraintCheck of(CertificateChain chain) {
    var validator = new PKIXNameConstraintValidator();
    chain.certificates().stream()
        .flatMap(certificate -> read(certificate).stream())
        .forEach(constraints -> {
          permitted(constraints).ifPresent(validator::intersectPermittedSubtree);
          excluded(constraints).forEach(validator::addExcludedSubtree);
        });
    return new ConstraintCheck(validator);
  }

  boolean permits(String name) {
    var general = CertificateMaker.generalName(name);
    try {
      validator.checkPermitted(general);
      validator.checkExcluded(general);
      return true;
    } catch (NameConstraintValidatorException e) {
      return false;
    }
  }

  /** Whether a certificate by itself limits both the names and the addresses that it can sign. */
  static boolean limits(X509Certificate certificate) {
    var kinds =
        read(certificate)
            .flatMap(ConstraintCheck::permitted)
            .map(subtrees -> Arrays.stream(subtrees).map(tree -> tree.getBase().getTagNo()))
            .orElse(Stream.empty())
            .toList();
    return kinds.containsAll(List.of(GeneralName.dNSName, GeneralName.iPAddress));
  }

  private static Optional<NameConstraints> read(X509Certificate certificate) {
    return Optional.ofNullable(certificate.getExtensionValue(Extension.nameConstraints.getId()))
        .map(ASN1OctetString::getInstance)
        .map(ASN1OctetString::getOctets)
        .map(NameConstraints::getInstance);
  }

  private static Optional<GeneralSubtree[]> permitted(NameConstraints constraints) {
    return Optional.ofNullable(constraints.getPermittedSubtrees());
  }

  private static Stream<GeneralSubtree> excluded(NameConstraints constraints) {
    return Optional.ofNullable(constraints.getExcludedSubtrees()).stream().flatMap(Arrays::stream);
  }
}
