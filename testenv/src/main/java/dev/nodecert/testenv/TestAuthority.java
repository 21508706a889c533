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
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
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
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** The authority for the HTTPS of a test environment's servers. Its certificates last a week. */
public final class TestAuthority {

  private static final Duration LIFETIME = Duration.ofDays(7);
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  private final X500Name name;
  private final KeyPair key;
  private final X509Certificate certificate;

  private TestAuthority(X500Name name, KeyPair key, X509Certificate certificate) {
    this.name = name;
    this.key = key;
    this.certificate = certificate;
  }

  /**
   * Makes an authority with a new key.
   *
   * @param commonName of its certificate
   */
  public static TestAuthority create(String commonName) {
    var name = nameOf(commonName);
    var key = newKey();
    try {
      var builder =
          unsigned(name, name, key)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      return new TestAuthority(name, key, sign(builder, key));
    } catch (IOException e) {
      throw new IllegalArgumentException("No certificate can be made for " + commonName, e);
    }
  }

  /**
   * Issues a server's certificate, with a new key.
   *
   * @param names DNS names and IPv4 addresses, the first one of which becomes the common name
   */
  public Credentials issue(String... names) {
    var alternatives = Stream.of(names).map(TestAuthority::alternative).toArray(GeneralName[]::new);
    var subjectKey = newKey();
    try {
      var builder =
          endEntity(nameOf(names[0]), subjectKey, KeyPurposeId.id_kp_serverAuth)
              .addExtension(
                  Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
      return new Credentials(sign(builder, key), subjectKey.getPrivate());
    } catch (IOException e) {
      throw new IllegalArgumentException("No certificate can be made for " + names[0], e);
    }
  }

  /**
   * Issues a client's certificate, with a new key.
   *
   * @param user its common name, which Kubernetes takes for the user's
   * @param group its organization, which Kubernetes takes for the user's group
   */
  public Credentials issueClient(String user, String group) {
    var subject = new X500NameBuilder().addRDN(BCStyle.O, group).addRDN(BCStyle.CN, user).build();
    var subjectKey = newKey();
    try {
      var builder = endEntity(subject, subjectKey, KeyPurposeId.id_kp_clientAuth);
      return new Credentials(sign(builder, key), subjectKey.getPrivate());
    } catch (IOException e) {
      throw new IllegalArgumentException("No certificate can be made for " + user, e);
    }
  }

  private X509v3CertificateBuilder endEntity(X500Name subject, KeyPair key, KeyPurposeId purpose)
      throws IOException {
    return unsigned(name, subject, key)
        .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
  }

  private static X500Name nameOf(String commonName) {
    return new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
  }

  private static GeneralName alternative(String name) {
    var isAddress = name.matches("[0-9.]+");
    return new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName, name);
  }

  private static X509v3CertificateBuilder unsigned(X500Name issuer, X500Name subject, KeyPair key) {
    var now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(127, new SecureRandom()),
        Date.from(now.minus(CLOCK_SKEW)),
        Date.from(now.plus(LIFETIME)),
        subject,
        key.getPublic());
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair key) {
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("This JDK cannot sign with EC keys", e);
    }
  }

  /** A new EC P-256 key. */
  static KeyPair newKey() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no EC keys", e);
    }
  }

  /** The authority's own certificate, PEM. */
  public String certificatePem() {
    return Pem.encode(certificate);
  }

  /** A TLS context that trusts this authority and no other. */
  public SSLContext sslContext() {
    return sslContext(null);
  }

  /** The same, for a client that has a certificate. */
  public SSLContext sslContextOf(Credentials client) {
    return sslContext(client.keyManagers());
  }

  private SSLContext sslContext(KeyManager @Nullable [] own) {
    try {
      var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null);
      trusted.setCertificateEntry("authority", certificate);
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(own, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no TLS", e);
    }
  }
}
