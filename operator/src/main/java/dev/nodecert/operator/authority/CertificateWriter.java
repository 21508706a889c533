package dev.nodecert.operator.authority;

import dev.nodecert.operator.x509.KeyType;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** One certificate that is being written: what all have in common. */
final class CertificateWriter {

  private static final int SERIAL_BITS = 128;
  private static final int P521 = 521;
  private static final int P384 = 384;

  private final X509v3CertificateBuilder builder;

  /** A certificate without any extension but the identifier of its key. */
  CertificateWriter(
      X500Name issuer, X500Name subject, PublicKey key, Validity validity, SecureRandom random) {
    var info = SubjectPublicKeyInfo.getInstance(key.getEncoded());
    this.builder =
        new X509v3CertificateBuilder(
            issuer,
            serial(random),
            Date.from(validity.notBefore()),
            Date.from(validity.notAfter()),
            subject,
            info);
    add(Extension.subjectKeyIdentifier, Criticality.NOT_CRITICAL, identifier(info));
  }

  /** In whole seconds, both ends included (RFC 5280 section 4.1.2.5). */
  record Validity(Instant notBefore, Instant notAfter) {}

  enum Criticality {
    CRITICAL,
    NOT_CRITICAL
  }

  /** RFC 5280 section 4.1.2.2: positive, at most 20 octets. */
  private static BigInteger serial(SecureRandom random) {
    return new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
  }

  /** RFC 5280 section 4.2.1.2, method (1): its SHA-1 is a name and guards nothing. */
  private static SubjectKeyIdentifier identifier(SubjectPublicKeyInfo info) {
    try {
      return new SubjectKeyIdentifier(
          MessageDigest.getInstance("SHA-1").digest(info.getPublicKeyData().getBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  /** As the issuer's certificate has it, however that came about (RFC 5280 section 4.2.1.1). */
  static AuthorityKeyIdentifier identifierOf(X509Certificate issuer) {
    var identifier =
        Optional.ofNullable(issuer.getExtensionValue(Extension.subjectKeyIdentifier.getId()))
            .map(ASN1OctetString::getInstance)
            .map(ASN1OctetString::getOctets)
            .map(SubjectKeyIdentifier::getInstance)
            .orElseGet(() ->
                identifier(SubjectPublicKeyInfo.getInstance(issuer.getPublicKey().getEncoded())));
    return new AuthorityKeyIdentifier(identifier.getKeyIdentifier());
  }

  CertificateWriter add(ASN1ObjectIdentifier type, Criticality criticality, ASN1Encodable value) {
    try {
      builder.addExtension(type, criticality == Criticality.CRITICAL, value);
      return this;
    } catch (CertIOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
  }

  X509Certificate sign(PrivateKey key, PublicKey publicKey) {
    try {
      var signer = new JcaContentSignerBuilder(algorithm(publicKey)).build(key);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("the CA's key was checked and does not sign", e);
    }
  }

  /** A hash as strong as the curve. */
  private static String algorithm(PublicKey key) {
    var type = KeyType.describe(key);
    if (type.algorithm().equals("RSA")) {
      return "SHA256withRSA";
    }
    return switch (type.size()) {
      case P521 -> "SHA512withECDSA";
      case P384 -> "SHA384withECDSA";
      default -> "SHA256withECDSA";
    };
  }
}
