package dev.nodecert.operator.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;

/** One certificate in DER: its facts, and whether it may be served for a key that we hold. */
final class CertificateFuzz {

  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
  private static final Set<String> NAMES = Set.of("pve1.example.com", "pve2.example.com");
  private static final PrivateKeyPair KEY = key();

  private CertificateFuzz() {}

  private static PrivateKeyPair key() {
    try {
      return PrivateKeyPem.read(PemFile.text("ec-pkcs8.pem"));
    } catch (MalformedPemException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void fuzzerTestOneInput(byte[] input) throws GeneralSecurityException {
    CertificateChain chain;
    try {
      chain = CertificateChain.parse(PemText.of("CERTIFICATE", input));
    } catch (MalformedPemException refusal) {
      return;
    }
    CertificateFacts.of(chain.leaf());
    if (ChainCheck.judge(chain, KEY, NAMES, NOW) instanceof ChainCheck.Verdict.Servable) {
      assertServable(chain.leaf());
    }
  }

  private static void assertServable(X509Certificate leaf) throws GeneralSecurityException {
    leaf.checkValidity(Date.from(NOW));
    assertThat(dnsNames(leaf)).containsExactlyInAnyOrderElementsOf(NAMES);
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(KEY.keyPair().getPrivate());
    var signed = signature.sign();
    signature.initVerify(leaf.getPublicKey());
    assertThat(signature.verify(signed)).isTrue();
  }

  /** Read by another library than the one that judges. */
  private static List<String> dnsNames(X509Certificate leaf) throws GeneralSecurityException {
    try {
      var extensions = new X509CertificateHolder(leaf.getEncoded()).getExtensions();
      var names = GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
      return Arrays.stream(names.getNames())
          .filter(name -> name.getTagNo() == GeneralName.dNSName)
          .map(name -> name.getName().toString())
          .collect(Collectors.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
