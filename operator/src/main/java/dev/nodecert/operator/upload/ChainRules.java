package dev.nodecert.operator.upload;

import dev.nodecert.operator.x509.ChainAssembly;
import dev.nodecert.operator.x509.Issuance;
import dev.nodecert.operator.x509.KeyType;
import dev.nodecert.operator.x509.PathValidation;
import dev.nodecert.operator.x509.ServerUsage;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;

/**
 * What clients ask of a chain, whatever names it is for. Every certificate of it counts but the
 * root, which is not sent.
 *
 * @param entry of the Secret, for what is told
 */
record ChainRules(String entry, ChainAssembly assembly, Instant now) {

  private static final int MIN_RSA_BITS = 2048;
  private static final int MIN_EC_BITS = 256;

  private static final Set<ASN1ObjectIdentifier> DIGESTS =
      Set.of(
          NISTObjectIdentifiers.id_sha256,
          NISTObjectIdentifiers.id_sha384,
          NISTObjectIdentifiers.id_sha512,
          NISTObjectIdentifiers.id_sha3_256,
          NISTObjectIdentifiers.id_sha3_384,
          NISTObjectIdentifiers.id_sha3_512,
          // Of Ed448.
          NISTObjectIdentifiers.id_shake256_len);

  void require() throws RefusedException {
    for (var certificate : assembly.chain().certificates()) {
      requireStrongKey(certificate);
      requireStrongSignature(certificate);
      requireInDate(certificate);
    }
    requireForServers(assembly.chain().leaf());
    requireWhole();
    requireValid();
  }

  private void requireStrongKey(X509Certificate certificate) throws RefusedException {
    var key = KeyType.describe(certificate.getPublicKey());
    var isStrong =
        switch (key.algorithm()) {
          case "RSA" -> key.size() >= MIN_RSA_BITS;
          case "ECDSA" -> key.size() >= MIN_EC_BITS;
          case "EdDSA", "Ed25519", "Ed448" -> true;
          default -> false;
        };
    if (!isStrong) {
      throw refused(
          "KeyTooWeak",
          certificate,
          "has a key of %s with %d bits. Use RSA with 2048 bits or more, or ECDSA"
              .formatted(key.algorithm(), key.size()));
    }
  }

  private void requireStrongSignature(X509Certificate certificate) throws RefusedException {
    if (!DIGESTS.contains(digest(certificate))) {
      throw refused(
          "SignatureTooWeak",
          certificate,
          "is signed in a way that clients no longer take. Have it signed with SHA-256");
    }
  }

  private static ASN1ObjectIdentifier digest(X509Certificate certificate) {
    try {
      var algorithm = Certificate.getInstance(certificate.getEncoded()).getSignatureAlgorithm();
      return DefaultDigestAlgorithmIdentifierFinder.INSTANCE.find(algorithm).getAlgorithm();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }

  private void requireInDate(X509Certificate certificate) throws RefusedException {
    var from = certificate.getNotBefore().toInstant();
    if (from.isAfter(now)) {
      throw RefusedException.until(
          from,
          "NotYetValid",
          message(certificate, "is not valid before %s. It is taken then".formatted(from)));
    }
    var end = certificate.getNotAfter().toInstant();
    if (!end.isAfter(now)) {
      throw refused("Expired", certificate, "expired at %s. Upload a new one".formatted(end));
    }
  }

  private void requireForServers(X509Certificate leaf) throws RefusedException {
    if (!ServerUsage.isAllowed(leaf)) {
      throw refused(
          "NotForServers", leaf, "is not for TLS servers. Have one made with the usage serverAuth");
    }
  }

  /**
   * A certificate whose issuer is not there may be all that clients need, for they may know the
   * issuer. Not so where there are others, which were meant to lead to a root and do not.
   */
  private void requireWhole() throws RefusedException {
    var others = assembly.leftOver();
    var isCut =
        assembly.chain().issuers().isEmpty()
            ? !others.isEmpty()
            : others.stream().anyMatch(Issuance::isSelfSigned);
    if (assembly.root().isEmpty() && isCut) {
      var top = assembly.chain().certificates().getLast();
      throw refused(
          "IssuerMissing",
          top,
          "is issued by %s, whose certificate is not there, but others are. Add it"
              .formatted(DistinguishedName.issuer(top)));
    }
  }

  private void requireValid() throws RefusedException {
    var objection = PathValidation.objection(assembly.chain(), assembly.root(), now);
    if (objection.isPresent()) {
      throw new RefusedException(
          "ChainInvalid",
          "Clients will not take the chain in the Secret's %s: %s. Have it issued anew."
              .formatted(entry, objection.get()));
    }
  }

  private RefusedException refused(String reason, X509Certificate certificate, String what) {
    return new RefusedException(reason, message(certificate, what));
  }

  private String message(X509Certificate certificate, String what) {
    return "In the Secret's %s, the certificate of %s %s."
        .formatted(entry, DistinguishedName.subject(certificate), what);
  }
}
