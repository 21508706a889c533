package dev.nodecert.testenv;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority for the servers of one test environment; its certificates last a week.
 */
public final class TestAuthority {

  private static final Duration LIFETIME = Duration.ofDays(7);
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  private final Credentials ca;

  private TestAuthority(Credentials ca) {
    this.ca = ca;
  }

  /**
   * Makes an authority with a new EC P-256 key.
   *
   * @param commonName of its certificate
   */
  public static TestAuthority create(String commonName) {
    var key = newKey();
    var name = new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
    var certificate =
        sign(
            name,
            key,
            name,
            key,
            List.of(
                new Purpose(Extension.basicConstraints, new BasicConstraints(0)),
                new Purpose(Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign))));
    return new TestAuthority(new Credentials(certificate, key.getPrivate()));
  }

  /**
   * A server's certificate.
   *
   * @param names DNS names and IP addresses, the first one of which becomes the common name
   */
  public Credentials issueServer(String... names) {
    var alternatives = Stream.of(names).map(TestAuthority::alternative).toArray(GeneralName[]::new);
    return issue(
        new X500NameBuilder().addRDN(BCStyle.CN, names[0]).build(),
        List.of(
            new Purpose(
                Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth)),
            new Purpose(Extension.subjectAlternativeName, new GeneralNames(alternatives))));
  }

  private static GeneralName alternative(String name) {
    var isAddress = name.matches("[0-9.]+|.*:.*");
    return new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName, name);
  }

  /**
   * A client's certificate, as Kubernetes reads it.
   *
   * @param user the common name
   * @param groups the organizations
   */
  public Credentials issueClient(String user, String... groups) {
    var subject = new X500NameBuilder();
    for (var group : groups) {
      subject.addRDN(BCStyle.O, group);
    }
    return issue(
        subject.addRDN(BCStyle.CN, user).build(),
        List.of(
            new Purpose(
                Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))));
  }

  private Credentials issue(X500Name subject, List<Purpose> purposes) {
    var key = newKey();
    var issuer = X500Name.getInstance(ca.certificate().getSubjectX500Principal().getEncoded());
    var caKey = new KeyPair(ca.certificate().getPublicKey(), ca.privateKey());
    return new Credentials(sign(subject, key, issuer, caKey, purposes), key.getPrivate());
  }

  private record Purpose(ASN1ObjectIdentifier extension, ASN1Encodable value) {}

  private static X509Certificate sign(
      X500Name subject, KeyPair key, X500Name issuer, KeyPair caKey, List<Purpose> purposes) {
    var now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            new BigInteger(127, new SecureRandom()).setBit(126),
            Date.from(now.minus(CLOCK_SKEW)),
            Date.from(now.plus(LIFETIME)),
            subject,
            key.getPublic());
    try {
      for (var purpose : purposes) {
        builder.addExtension(
            purpose.extension(),
            purpose.extension().equals(Extension.basicConstraints),
            purpose.value());
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(caKey.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("Cannot sign a certificate for " + subject, e);
    }
  }

  /** A new EC P-256 key. */
  static KeyPair newKey() {
    try {
      // The JDK's own keys, written as EC PRIVATE KEY, would leave out the curve.
      var generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no EC keys", e);
    }
  }

  /** The authority's own certificate, PEM. */
  public String certificatePem() {
    return ca.certificatePem();
  }

  /** A TLS context that trusts this authority and no other. */
  public SSLContext sslContext() {
    try {
      var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null);
      trusted.setCertificateEntry("ca", ca.certificate());
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("Cannot make a TLS context", e);
    }
  }
}
