package dev.nodecert.operator.authority;

import dev.nodecert.operator.authority.CertificateWriter.Criticality;
import dev.nodecert.operator.authority.CertificateWriter.Validity;
import dev.nodecert.operator.ip.IpAddress;
import dev.nodecert.operator.secret.AuthoritySecret.Signer;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.KeyType;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
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

/** Makes the certificates of nodes, and CAs. */
public final class CertificateMaker {

  /** As browsers have it: nothing that a server shows lasts longer. */
  public static final Duration LONGEST_LEAF = Duration.ofDays(397);

  /** How far a node's certificate is dated back, for clocks that differ. */
  public static final Duration LEAF_BACKDATE = Duration.ofMinutes(10);

  /** The same of a CA; more, so that it is there before whatever it signs. */
  static final Duration CA_BACKDATE = Duration.ofHours(1);

  private static final int NAME_BYTES = 4;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SecureRandom random;

  /** One that takes serial numbers from here. */
  public CertificateMaker(SecureRandom random) {
    this.random = random;
  }

  /**
   * Makes a node's certificate.
   *
   * @param names domain names and addresses, as {@link NamePolicy} grants them; at least one
   * @return it, and what a server sends after it: without the root
   */
  public CertificateChain sign(
      AuthorityMaterial ca, PublicKey key, Set<String> names, Instant now) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a certificate is for at least one name");
    }
    var issuer = ca.certificate();
    var leaf =
        new CertificateWriter(
                X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()),
                // The names are in the extension only (RFC 9525 section 2), which must then be
                // critical (RFC 5280 section 4.2.1.6).
                new X500NameBuilder().build(),
                key,
                leafValidity(ca, now),
                random)
            .add(
                Extension.authorityKeyIdentifier,
                Criticality.NOT_CRITICAL,
                CertificateWriter.identifierOf(issuer))
            .add(Extension.basicConstraints, Criticality.CRITICAL, new BasicConstraints(false))
            .add(Extension.keyUsage, Criticality.CRITICAL, new KeyUsage(usage(key)))
            .add(
                Extension.extendedKeyUsage,
                Criticality.NOT_CRITICAL,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
            .add(Extension.subjectAlternativeName, Criticality.CRITICAL, generalNames(names))
            .sign(ca.signer().key().keyPair().getPrivate(), issuer.getPublicKey());
    return ca.chainOf(leaf);
  }

  private static Validity leafValidity(AuthorityMaterial ca, Instant now) {
    var notBefore = now.minus(LEAF_BACKDATE).truncatedTo(ChronoUnit.SECONDS);
    var notAfter = notBefore.plus(LONGEST_LEAF).minus(SECOND);
    if (!ca.end().isAfter(now)) {
      throw new IllegalArgumentException("the CA has expired");
    }
    return new Validity(notBefore, notAfter.isBefore(ca.end()) ? notAfter : ca.end());
  }

  /** An RSA key may also be one that TLS 1.2 encrypts to (RFC 5280 section 4.2.1.3). */
  private static int usage(PublicKey key) {
    return KeyType.describe(key).algorithm().equals("RSA")
        ? KeyUsage.digitalSignature | KeyUsage.keyEncipherment
        : KeyUsage.digitalSignature;
  }

  private static GeneralNames generalNames(Set<String> names) {
    return new GeneralNames(
        names.stream().sorted().map(CertificateMaker::generalName).toArray(GeneralName[]::new));
  }

  static GeneralName generalName(String name) {
    return IpAddress.parse(name)
        .map(address -> new GeneralName(GeneralName.iPAddress, address.toString()))
        .orElseGet(() -> new GeneralName(GeneralName.dNSName, name));
  }

  /** Makes a CA with a new key: a root that signs nodes' certificates and no other CA's. */
  Signer makeCA(AuthorityConfiguration configuration, Instant now) {
    var key = configuration.keyType().generate();
    var name = newName();
    var notBefore = now.truncatedTo(ChronoUnit.SECONDS).minus(CA_BACKDATE);
    var validity = new Validity(notBefore, notBefore.plus(configuration.lifetime()).minus(SECOND));
    var writer =
        new CertificateWriter(name, name, key.publicKey(), validity, random)
            .add(Extension.basicConstraints, Criticality.CRITICAL, new BasicConstraints(0))
            .add(
                Extension.keyUsage,
                Criticality.CRITICAL,
                new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    if (!configuration.constraints().isEmpty()) {
      writer.add(
          Extension.nameConstraints,
          Criticality.CRITICAL,
          configuration.constraints().toExtension());
    }
    var certificate = writer.sign(key.keyPair().getPrivate(), key.publicKey());
    return new Signer(new CertificateChain(List.of(certificate)), key);
  }

  /** One of its own for each CA: clients that hold two look for the issuer by its name. */
  private X500Name newName() {
    var number = new byte[NAME_BYTES];
    random.nextBytes(number);
    return new X500NameBuilder()
        .addRDN(BCStyle.O, "NodeCert")
        .addRDN(BCStyle.CN, "NodeCert cluster CA " + HexFormat.of().formatHex(number))
        .build();
  }

  /** When a CA of ours was made. */
  static Instant madeAt(X509Certificate certificate) {
    return Certificates.begin(certificate).plus(CA_BACKDATE);
  }
}
