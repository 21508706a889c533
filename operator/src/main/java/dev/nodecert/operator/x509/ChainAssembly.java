package dev.nodecert.operator.x509;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The chain that a heap of certificates holds for a key, in the order of TLS and without its root,
 * which clients have (RFC 8446 section 4.4.2).
 *
 * @param root what the chain ends at, where the heap had it; a self-signed leaf is its own
 * @param leftOver what is not of the chain
 */
public record ChainAssembly(
    CertificateChain chain, Optional<X509Certificate> root, List<X509Certificate> leftOver) {

  public ChainAssembly {
    leftOver = List.copyOf(leftOver);
  }

  /**
   * Assembles the chain; empty where no certificate is the key's.
   *
   * @param now for the choice where an issuer has several certificates
   */
  public static Optional<ChainAssembly> of(
      PrivateKeyPair key, List<X509Certificate> heap, Instant now) {
    return heap.stream()
        .filter(certificate -> key.matches(certificate.getPublicKey()))
        .findFirst()
        .map(leaf -> above(leaf, heap, now));
  }

  private static ChainAssembly above(
      X509Certificate leaf, List<X509Certificate> heap, Instant now) {
    var rest = new ArrayList<>(heap.stream().distinct().toList());
    var chain = new ArrayList<X509Certificate>();
    var next = Optional.of(leaf);
    while (next.isPresent() && (chain.isEmpty() || !Issuance.isSelfSigned(next.get()))) {
      rest.remove(next.get());
      chain.add(next.get());
      next = issuer(next.get(), rest, now);
    }
    next.ifPresent(rest::remove);
    var root = Issuance.isSelfSigned(leaf) ? Optional.of(leaf) : next;
    return new ChainAssembly(new CertificateChain(chain), root, rest);
  }

  /** One in date rather than another, and one that goes on to another issuer rather than a root. */
  private static Optional<X509Certificate> issuer(
      X509Certificate certificate, List<X509Certificate> candidates, Instant now) {
    return candidates.stream()
        .filter(candidate -> Issuance.isBy(certificate, candidate))
        .min(
            Comparator.comparing((X509Certificate c) -> !isInDate(c, now))
                .thenComparing(Issuance::isSelfSigned));
  }

  private static boolean isInDate(X509Certificate certificate, Instant now) {
    return !certificate.getNotBefore().toInstant().isAfter(now)
        && certificate.getNotAfter().toInstant().isAfter(now);
  }

  /** Whether the heap had the chain's certificates in its order. */
  public boolean isInOrderOf(List<X509Certificate> heap) {
    Predicate<X509Certificate> isOfTheChain = chain.certificates()::contains;
    return heap.stream().filter(isOfTheChain).distinct().toList().equals(chain.certificates());
  }
}
