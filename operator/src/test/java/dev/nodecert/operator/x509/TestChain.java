package dev.nodecert.operator.x509;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A real chain for tests, as a CA of its own would answer it.
 *
 * @param key the node's
 * @param issuers how many certificates stand above the node's own; the last is the root
 */
public record TestChain(
    PrivateKeyPair key, List<String> names, Instant notBefore, Instant notAfter, int issuers) {

  /** The serial number of every node's certificate. */
  public static final String SERIAL = "05eca1";

  private static final int MAX_ISSUERS = 9;
  private static final List<PrivateKeyPair> CA_KEYS =
      Stream.generate(new KeyType.Ecdsa(256)::generate).limit(MAX_ISSUERS).toList();

  /** A chain for 90 days with one issuer. */
  public static TestChain of(List<String> names, Instant notBefore) {
    return new TestChain(
        new KeyType.Ecdsa(256).generate(),
        names,
        notBefore,
        notBefore.plus(Duration.ofDays(90)),
        1);
  }

  /** The same with another end. */
  public TestChain until(Instant end) {
    return new TestChain(key, names, notBefore, end, issuers);
  }

  /** The same with more or fewer certificates above the node's own. */
  public TestChain below(int issuersAbove) {
    return new TestChain(key, names, notBefore, notAfter, issuersAbove);
  }

  /** The chain, signed. */
  public CertificateChain make() {
    var certificates = new ArrayList<X509Certificate>();
    certificates.add(leaf());
    IntStream.range(0, issuers).mapToObj(this::issuer).forEach(certificates::add);
    return new CertificateChain(certificates);
  }

  private X509Certificate leaf() {
    var builder = builder(new X500Name(""), key.publicKey(), 0);
    return sign(builder, 0, Extension.subjectAlternativeName, sans());
  }

  private GeneralNames sans() {
    return new GeneralNames(
        names.stream()
            .map(name ->
                new GeneralName(
                    name.matches("[0-9.]+|.*:.*") ? GeneralName.iPAddress : GeneralName.dNSName,
                    name))
            .toArray(GeneralName[]::new));
  }

  private X509Certificate issuer(int level) {
    int above = Math.min(level + 1, issuers - 1);
    var builder = builder(nameOf(level), CA_KEYS.get(level).publicKey(), above);
    return sign(builder, above, Extension.basicConstraints, new BasicConstraints(true));
  }

  private JcaX509v3CertificateBuilder builder(X500Name subject, PublicKey subjectKey, int signer) {
    return new JcaX509v3CertificateBuilder(
        nameOf(signer),
        new BigInteger(SERIAL, 16),
        Date.from(notBefore),
        Date.from(notAfter),
        subject,
        subjectKey);
  }

  private static X500Name nameOf(int level) {
    return new X500Name("CN=Test CA " + level);
  }

  private static X509Certificate sign(
      JcaX509v3CertificateBuilder builder,
      int signer,
      ASN1ObjectIdentifier extension,
      ASN1Encodable value) {
    try {
      var signature =
          new JcaContentSignerBuilder("SHA256withECDSA")
              .build(CA_KEYS.get(signer).keyPair().getPrivate());
      return new JcaX509CertificateConverter()
          .getCertificate(builder.addExtension(extension, true, value).build(signature));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
