package dev.nodecert.operator.x509;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/**
 * A certificate and those above it, in the order in which TLS sends them (RFC 8446 section 4.4.2).
 *
 * @param certificates the node's own first; at least one
 */
public record CertificateChain(List<X509Certificate> certificates) {

  public CertificateChain {
    certificates = List.copyOf(certificates);
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("a chain has at least one certificate");
    }
  }

  /**
   * Reads all certificates of a PEM text.
   *
   * @throws MalformedPemException when there is none, a damaged one, or anything else between them
   */
  public static CertificateChain parse(String pem) throws MalformedPemException {
    var certificates = new ArrayList<X509Certificate>();
    var converter = new JcaX509CertificateConverter();
    try (var parser = new PEMParser(new StringReader(pem))) {
      for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
        if (!(object instanceof X509CertificateHolder holder)) {
          throw new MalformedPemException("holds something else than certificates");
        }
        certificates.add(converter.getCertificate(holder));
      }
    } catch (IOException | CertificateException | RuntimeException e) {
      throw new MalformedPemException("holds a damaged certificate", e);
    }
    if (certificates.isEmpty()) {
      throw new MalformedPemException("holds no certificate in PEM");
    }
    return new CertificateChain(certificates);
  }

  /** The node's own certificate. */
  public X509Certificate leaf() {
    return certificates.getFirst();
  }

  /** The certificates above the node's own. */
  public List<X509Certificate> issuers() {
    return certificates.subList(1, certificates.size());
  }

  /** When the first of them ends. */
  public Instant end() {
    return certificates.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** The common name of who issued the last of them; empty where it has none. */
  public Optional<String> topIssuer() {
    var issuer = certificates.getLast().getIssuerX500Principal().getEncoded();
    return Arrays.stream(X500Name.getInstance(issuer).getRDNs(BCStyle.CN))
        .findFirst()
        .map(name -> IETFUtils.valueToString(name.getFirst().getValue()));
  }

  /** The chain as PEM text. */
  public String toPem() {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      for (var certificate : certificates) {
        writer.writeObject(certificate);
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return text.toString();
  }
}
