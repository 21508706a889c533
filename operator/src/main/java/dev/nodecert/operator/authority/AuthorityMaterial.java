package dev.nodecert.operator.authority;

import dev.nodecert.operator.secret.AuthoritySecret.Signer;
import dev.nodecert.operator.x509.CertificateChain;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A CA that may sign.
 *
 * @param signer its key, and its certificates up to the root
 * @param trusted the roots that clients are given
 */
public record AuthorityMaterial(Signer signer, List<X509Certificate> trusted) {

  public AuthorityMaterial {
    trusted = List.copyOf(trusted);
  }

  /** Who issued a certificate. */
  public enum Issuer {
    /** This CA, by the key that it has now. */
    CURRENT,
    /** One that clients still trust. */
    FORMER,
    /** One that clients were told no more of, or never: the certificate is to be replaced now. */
    STRANGER
  }

  /** The CA's own certificate. */
  public X509Certificate certificate() {
    return signer.certificate();
  }

  /** When the first of its certificates ends: nothing that it signs is good for longer. */
  public Instant end() {
    return signer.chain().end();
  }

  /** Who issued a certificate. */
  public Issuer issuerOf(X509Certificate leaf) {
    if (isIssuedBy(leaf, certificate())) {
      return Issuer.CURRENT;
    }
    return trusted.stream().anyMatch(ca -> isIssuedBy(leaf, ca)) ? Issuer.FORMER : Issuer.STRANGER;
  }

  /**
   * By what the leaf says: it is ours, and to verify it at each look would take longer than all
   * else.
   */
  private static boolean isIssuedBy(X509Certificate leaf, X509Certificate ca) {
    return leaf.getIssuerX500Principal().equals(ca.getSubjectX500Principal())
        && Certificates.namesKeyOf(leaf, ca);
  }

  /**
   * A certificate of this CA with what a server sends after it: all but the root, which a client
   * has to have anyway and may be left out (RFC 8446 section 4.4.2).
   */
  CertificateChain chainOf(X509Certificate leaf) {
    var upToTheRoot = signer.chain().certificates();
    var above = upToTheRoot.subList(0, upToTheRoot.size() - 1);
    return new CertificateChain(Stream.concat(Stream.of(leaf), above.stream()).toList());
  }

  /** The constraints of the CA's certificates on what it signs. */
  ConstraintCheck constraints() {
    return ConstraintCheck.of(signer.chain());
  }
}
