package dev.nodecert.operator.authority;

import dev.nodecert.operator.secret.AuthoritySecret.Signer;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.KeyType;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A CA as an admin may bring it, made by other code than ours.
 *
 * @param basic absent: it is no CA's
 * @param usage absent: it has no key usage
 * @param parent absent: a root
 */
public record TestCA(
    String name,
    KeyType key,
    Instant from,
    Instant until,
    Optional<BasicConstraints> basic,
    Optional<KeyUsage> usage,
    Optional<KeyPurposeId> purpose,
    Optional<NameConstraints> constraints,
    String hash,
    Optional<Signer> parent) {

  /** A root for the twenty years around the days of the tests. */
  public static TestCA root(String name) {
    return new TestCA(
        name,
        new KeyType.Ecdsa(256),
        Instant.parse("2020-01-01T00:00:00Z"),
        Instant.parse("2040-01-01T00:00:00Z"),
        Optional.of(new BasicConstraints(true)),
        Optional.of(new KeyUsage(KeyUsage.keyCertSign)),
        Optional.empty(),
        Optional.empty(),
        "SHA256",
        Optional.empty());
  }

  TestCA below(Signer issuer) {
    return new TestCA(
        name, key, from, until, basic, usage, purpose, constraints, hash, Optional.of(issuer));
  }

  TestCA keyed(KeyType type) {
    return new TestCA(name, type, from, until, basic, usage, purpose, constraints, hash, parent);
  }

  /** The same with another lifetime. */
  public TestCA during(Instant begin, Instant end) {
    return new TestCA(name, key, begin, end, basic, usage, purpose, constraints, hash, parent);
  }

  TestCA with(Optional<BasicConstraints> other) {
    return new TestCA(name, key, from, until, other, usage, purpose, constraints, hash, parent);
  }

  TestCA pathLength(int length) {
    return with(Optional.of(new BasicConstraints(length)));
  }

  TestCA using(Optional<KeyUsage> other) {
    return new TestCA(name, key, from, until, basic, other, purpose, constraints, hash, parent);
  }

  TestCA only(KeyPurposeId other) {
    return new TestCA(
        name, key, from, until, basic, usage, Optional.of(other), constraints, hash, parent);
  }

  TestCA constrainedTo(NameConstraints names) {
    return new TestCA(
        name, key, from, until, basic, usage, purpose, Optional.of(names), hash, parent);
  }

  TestCA hashedBy(String other) {
    return new TestCA(name, key, from, until, basic, usage, purpose, constraints, other, parent);
  }

  /** The CA, its chain up to the root. */
  public Signer make() {
    var pair = key.generate();
    var subject = new X500Name("CN=" + name);
    var issuer =
        parent.map(
            it -> X500Name.getInstance(it.certificate().getSubjectX500Principal().getEncoded()));
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              issuer.orElse(subject),
              BigInteger.TWO,
              Date.from(from),
              Date.from(until),
              subject,
              pair.publicKey());
      extend(builder);
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.publicKey()));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils()
              .createAuthorityKeyIdentifier(parent.map(Signer::key).orElse(pair).publicKey()));
      var signing = parent.map(Signer::key).orElse(pair).keyPair().getPrivate();
      var certificates = new ArrayList<X509Certificate>();
      certificates.add(sign(builder, signing));
      parent.ifPresent(it -> certificates.addAll(it.chain().certificates()));
      return new Signer(new CertificateChain(certificates), pair);
    } catch (CertIOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void extend(JcaX509v3CertificateBuilder builder) throws CertIOException {
    if (basic.isPresent()) {
      builder.addExtension(Extension.basicConstraints, true, basic.get());
    }
    if (usage.isPresent()) {
      builder.addExtension(Extension.keyUsage, true, usage.get());
    }
    if (purpose.isPresent()) {
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose.get()));
    }
    if (constraints.isPresent()) {
      builder.addExtension(Extension.nameConstraints, true, constraints.get().toExtension());
    }
  }

  private X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey signing)
      throws OperatorCreationException, GeneralSecurityException {
    var algorithm = hash + "with" + (signing.getAlgorithm().equals("RSA") ? "RSA" : "ECDSA");
    var holder = builder.build(new JcaContentSignerBuilder(algorithm).build(signing));
    return new JcaX509CertificateConverter().getCertificate(holder);
  }

  /** As material that signs, its root trusted. */
  public static AuthorityMaterial material(Signer signer) {
    return new AuthorityMaterial(signer, List.of(signer.chain().certificates().getLast()));
  }
}
