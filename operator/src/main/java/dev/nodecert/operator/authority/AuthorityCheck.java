package dev.nodecert.operator.authority;

import dev.nodecert.operator.secret.AuthoritySecret;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.Issuance;
import dev.nodecert.operator.x509.KeyType;
import dev.nodecert.operator.x509.ServerUsage;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What must hold of a CA before it signs, whatever the time: the first objection wins. */
final class AuthorityCheck {

  private static final int MOST_CERTIFICATES = 10;
  private static final int KEY_CERT_SIGN = 5;
  private static final int WEAKEST_RSA = 2048;
  private static final int WEAKEST_EC = 256;

  private final CertificateChain chain;

  private AuthorityCheck(CertificateChain chain) {
    this.chain = chain;
  }

  /** Its chain up to the root, which may stand among what is trusted besides. */
  static CertificateChain complete(AuthoritySecret secret) {
    var chain = new ArrayList<>(secret.signer().chain().certificates());
    for (int i = 0; i < secret.alsoTrusted().size(); i++) {
      var top = chain.getLast();
      if (!Issuance.isSelfSigned(top)) {
        issuer(top, secret.alsoTrusted()).ifPresent(chain::add);
      }
    }
    return new CertificateChain(chain);
  }

  private static Optional<X509Certificate> issuer(
      X509Certificate certificate, List<X509Certificate> candidates) {
    return candidates.stream().filter(ca -> Issuance.isBy(certificate, ca)).findFirst();
  }

  /** The first objection to a chain: the CA's own certificate first, its root last. */
  static Optional<AuthorityFinding> objection(CertificateChain chain) {
    return new AuthorityCheck(chain).objection();
  }

  private Optional<AuthorityFinding> objection() {
    return tooLong()
        .or(this::notACA)
        .or(this::notForServers)
        .or(this::broken)
        .or(this::incomplete)
        .or(this::pathTooLong)
        .or(this::weak);
  }

  private Optional<AuthorityFinding> tooLong() {
    return certificates().size() <= MOST_CERTIFICATES
        ? Optional.empty()
        : Optional.of(
            new AuthorityFinding(
                "CAChainTooLong",
                "Its chain has %d certificates, at most %d are read."
                    .formatted(certificates().size(), MOST_CERTIFICATES)));
  }

  private Optional<AuthorityFinding> notACA() {
    return first(
        certificate -> certificate.getBasicConstraints() < 0 || !signsCertificates(certificate),
        "CANotACA",
        "%s is no CA's: it needs basicConstraints CA:TRUE and the key usage keyCertSign.");
  }

  /** RFC 5280 section 4.2.1.3 asks for it; some old roots have no key usage at all. */
  private boolean signsCertificates(X509Certificate certificate) {
    var usage = certificate.getKeyUsage();
    return usage == null ? !certificate.equals(chain.leaf()) : usage[KEY_CERT_SIGN];
  }

  private Optional<AuthorityFinding> notForServers() {
    return first(
        certificate -> !ServerUsage.isAllowed(certificate),
        "CANotForServers",
        "%s has an extended key usage without serverAuth.");
  }

  private Optional<AuthorityFinding> broken() {
    return positions(0, certificates().size() - 1)
        .filter(i -> !isIssuedByTheNext(i))
        .map(i ->
            new AuthorityFinding(
                "CAChainBroken",
                "%s is not issued by the certificate after it. Put the CA's own first, then each"
                        .formatted(described(i))
                    + " issuer, the root last, and nothing else."))
        .findFirst();
  }

  private boolean isIssuedByTheNext(int i) {
    return Issuance.isBy(certificates().get(i), certificates().get(i + 1));
  }

  private Optional<AuthorityFinding> incomplete() {
    var top = certificates().getLast();
    return Issuance.isSelfSigned(top)
        ? Optional.empty()
        : Optional.of(
            new AuthorityFinding(
                "CAChainIncomplete",
                "Its chain ends below the root, which clients have to trust: put the certificate of"
                    + " %s at the end of tls.crt, or into ca.crt."
                        .formatted(top.getIssuerX500Principal().getName())));
  }

  /** RFC 5280 section 4.2.1.9: how many CAs may follow; the node's certificate does not count. */
  private Optional<AuthorityFinding> pathTooLong() {
    return positions(0, certificates().size())
        .filter(i -> certificates().get(i).getBasicConstraints() < i)
        .map(i ->
            new AuthorityFinding(
                "CAPathTooLong",
                "%s allows %d CAs below it, and there are %d."
                    .formatted(described(i), certificates().get(i).getBasicConstraints(), i)))
        .findFirst();
  }

  private Optional<AuthorityFinding> weak() {
    return first(
        certificate -> !isStrong(certificate),
        "CAKeyWeak",
        "%s is too weak: RSA from 2048 bits, ECDSA from P-256, and signatures by SHA-2 are taken.");
  }

  private static boolean isStrong(X509Certificate certificate) {
    var key = KeyType.describe(certificate.getPublicKey());
    var isStrongKey =
        switch (key.algorithm()) {
          case "RSA" -> key.size() >= WEAKEST_RSA;
          case "ECDSA" -> key.size() >= WEAKEST_EC;
          default -> false;
        };
    // Nobody relies on a root's signature of itself.
    return isStrongKey && (Issuance.isSelfSigned(certificate) || isStronglySigned(certificate));
  }

  private static boolean isStronglySigned(X509Certificate certificate) {
    var algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    return !algorithm.startsWith("SHA1") && !algorithm.startsWith("MD");
  }

  private Optional<AuthorityFinding> first(
      Predicate<X509Certificate> test, String reason, String message) {
    return positions(0, certificates().size())
        .filter(i -> test.test(certificates().get(i)))
        .map(i -> new AuthorityFinding(reason, message.formatted(described(i))))
        .findFirst();
  }

  private static Stream<Integer> positions(int from, int to) {
    return IntStream.range(from, to).boxed();
  }

  private List<X509Certificate> certificates() {
    return chain.certificates();
  }

  private String described(int i) {
    return "Certificate %d of its chain (%s)"
        .formatted(i + 1, certificates().get(i).getSubjectX500Principal().getName());
  }
}
