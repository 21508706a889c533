package dev.nodecert.operator.upload;

import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.KeyType;
import dev.nodecert.operator.x509.PrivateKeyPair;
import dev.nodecert.operator.x509.PrivateKeyPem;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate that may have any fault; the PKI is made as a test needs it. */
record TestPki(
    String name,
    PrivateKeyPair key,
    Optional<TestPki> issuer,
    boolean isCa,
    Instant notBefore,
    Instant notAfter,
    String digest,
    KeyPurposeId purpose,
    Optional<String> onlyBelow) {

  private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant END = Instant.parse("2126-11-01T00:00:00Z");

  static TestPki ca(String name) {
    return certificate(name, Optional.empty(), true);
  }

  private static TestPki certificate(String name, Optional<TestPki> issuer, boolean isCa) {
    return new TestPki(
        name,
        new KeyType.Ecdsa(256).generate(),
        issuer,
        isCa,
        BEGIN,
        END,
        "SHA256",
        KeyPurposeId.id_kp_serverAuth,
        Optional.empty());
  }

  TestPki issue(String subject) {
    return certificate(subject, Optional.of(this), false);
  }

  TestPki ca() {
    return new TestPki(name, key, issuer, true, notBefore, notAfter, digest, purpose, onlyBelow);
  }

  TestPki with(PrivateKeyPair otherKey) {
    return new TestPki(
        name, otherKey, issuer, isCa, notBefore, notAfter, digest, purpose, onlyBelow);
  }

  TestPki from(Instant begin) {
    return new TestPki(name, key, issuer, isCa, begin, notAfter, digest, purpose, onlyBelow);
  }

  TestPki until(Instant end) {
    return new TestPki(name, key, issuer, isCa, notBefore, end, digest, purpose, onlyBelow);
  }

  TestPki signedWith(String otherDigest) {
    return new TestPki(
        name, key, issuer, isCa, notBefore, notAfter, otherDigest, purpose, onlyBelow);
  }

  TestPki usedFor(KeyPurposeId otherPurpose) {
    return new TestPki(
        name, key, issuer, isCa, notBefore, notAfter, digest, otherPurpose, onlyBelow);
  }

  TestPki constrainedTo(String domain) {
    return new TestPki(
        name, key, issuer, isCa, notBefore, notAfter, digest, purpose, Optional.of(domain));
  }

  /** This one's key, with certificates. */
  Upload upload(TestPki... certificates) {
    var pem = new StringBuilder();
    for (var certificate : certificates) {
      pem.append(certificate.pem());
    }
    return Uploads.pem(pem.toString(), PrivateKeyPem.write(key));
  }

  String pem() {
    return new CertificateChain(List.of(make())).toPem();
  }

  X509Certificate make() {
    var signer = issuer.orElse(this);
    var signerKey = signer.key.keyPair().getPrivate();
    var algorithm = digest + "with" + (signerKey.getAlgorithm().equals("RSA") ? "RSA" : "ECDSA");
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder(signer).build(new JcaContentSignerBuilder(algorithm).build(signerKey)));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private JcaX509v3CertificateBuilder builder(TestPki signer) throws CertIOException {
    var builder =
        new JcaX509v3CertificateBuilder(
            new X500Name("CN=" + signer.name),
            BigInteger.valueOf(7),
            Date.from(notBefore),
            Date.from(notAfter),
            new X500Name("CN=" + name),
            key.publicKey());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isCa));
    if (!isCa) {
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, "pve1.example.com")));
    }
    if (onlyBelow.isPresent()) {
      var domain = new GeneralName(GeneralName.dNSName, onlyBelow.get());
      builder.addExtension(
          Extension.nameConstraints,
          true,
          new NameConstraints(new GeneralSubtree[] {new GeneralSubtree(domain)}, null));
    }
    return builder;
  }
}
