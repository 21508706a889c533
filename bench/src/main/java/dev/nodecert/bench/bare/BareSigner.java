package dev.nodecert.bench.bare;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys on P-256 and signs certificates for them with one on P-384, in one thread. */
public final class BareSigner {

  private static final X500Name CA = new X500Name("CN=bare");
  private static final Duration LIFETIME = Duration.ofDays(397);

  private final KeyPair key = newKeyPair("secp384r1");

  /**
   * Signs certificates.
   *
   * @return how long it took
   */
  public Duration sign(int count) {
    var begin = System.nanoTime();
    for (var number = 0; number < count; number++) {
      sign("node%d.example.com".formatted(number), BigInteger.valueOf(number + 1L));
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private X509Certificate sign(String name, BigInteger serial) {
    var now = Instant.now();
    var names = new GeneralNames(new GeneralName(GeneralName.dNSName, name));
    try {
      var leaf =
          new JcaX509v3CertificateBuilder(
                  CA,
                  serial,
                  Date.from(now),
                  Date.from(now.plus(LIFETIME)),
                  new X500Name(""),
                  newKeyPair("secp256r1").getPublic())
              .addExtension(Extension.subjectAlternativeName, true, names)
              .build(new JcaContentSignerBuilder("SHA384withECDSA").build(key.getPrivate()));
      return new JcaX509CertificateConverter().getCertificate(leaf);
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKeyPair(String curve) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
