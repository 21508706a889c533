package dev.nodecert.operator.x509;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold before a chain may be served: checked whole, the first objection wins. */
public final class ChainCheck {

  /** How far ahead of our clock a certificate may begin and be waited for. */
  public static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(10);

  private ChainCheck() {}

  /** What the check says of a chain. */
  public sealed interface Verdict {
    /** It may be served. */
    record Servable() implements Verdict {}

    /** It may be served from a moment on that the clocks' difference explains. */
    record NotYet(Instant from) implements Verdict {}

    /**
     * It must not be served.
     *
     * @param reason CamelCase, for a condition
     * @param message a sentence for the user
     */
    record Refused(String reason, String message) implements Verdict {}
  }

  /**
   * Judges a chain.
   *
   * @param names the names that it must be for, all and no others
   */
  public static Verdict judge(
      CertificateChain chain, PrivateKeyPair key, Set<String> names, Instant now) {
    return keyMatches(chain, key)
        .or(() -> covers(chain, names))
        .or(() -> linked(chain))
        .or(() -> inDate(chain.leaf(), now))
        .orElseGet(Verdict.Servable::new);
  }

  private static Optional<Verdict> keyMatches(CertificateChain chain, PrivateKeyPair key) {
    return key.matches(chain.leaf().getPublicKey())
        ? Optional.empty()
        : refused("KeyMismatch", "The CA's certificate is not for the key that was asked for.");
  }

  private static Optional<Verdict> covers(CertificateChain chain, Set<String> names) {
    var certified = Set.copyOf(CertificateFacts.of(chain.leaf()).sans());
    var missing = names.stream().filter(name -> !certified.contains(name)).sorted().findFirst();
    if (missing.isPresent()) {
      return refused(
          "NamesMismatch", "The CA's certificate is not for %s.".formatted(missing.get()));
    }
    return certified.size() == names.size()
        ? Optional.empty()
        : refused("NamesMismatch", "The CA's certificate is for more names than were ordered.");
  }

  private static Optional<Verdict> linked(CertificateChain chain) {
    return eachIsSignedByTheNext(chain.certificates())
        ? Optional.empty()
        : refused(
            "ChainBroken", "A certificate of the CA's chain is not signed by the one after it.");
  }

  private static boolean eachIsSignedByTheNext(List<X509Certificate> certificates) {
    for (int i = 0; i + 1 < certificates.size(); i++) {
      try {
        certificates.get(i).verify(certificates.get(i + 1).getPublicKey());
      } catch (GeneralSecurityException e) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Verdict> inDate(X509Certificate leaf, Instant now) {
    var notBefore = leaf.getNotBefore().toInstant();
    if (notBefore.isAfter(now.plus(MAX_CLOCK_SKEW))) {
      return refused(
          "ClockSkew", "The CA's certificate begins at %s, far ahead of now.".formatted(notBefore));
    }
    if (notBefore.isAfter(now)) {
      return Optional.of(new Verdict.NotYet(notBefore));
    }
    return leaf.getNotAfter().toInstant().isAfter(now)
        ? Optional.empty()
        : refused("Expired", "The CA's certificate has already expired.");
  }

  private static Optional<Verdict> refused(String reason, String message) {
    return Optional.of(new Verdict.Refused(reason, message));
  }
}
