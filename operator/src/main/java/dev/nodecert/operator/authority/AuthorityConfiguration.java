package dev.nodecert.operator.authority;

import dev.nodecert.operator.x509.KeyType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the cluster's admin wants the CA.
 *
 * @param keyType of a CA that is made
 * @param lifetime of a CA that is made
 * @param constraints of a CA that is made
 * @param grants who may have which names, beside those that are free
 * @param publication who is to trust it
 */
public record AuthorityConfiguration(
    KeyType keyType,
    Duration lifetime,
    NameConstraints constraints,
    List<NameGrant> grants,
    Publication publication) {

  private static final Duration SHORTEST = Duration.ofDays(90);
  private static final Duration LONGEST = Duration.ofDays(36525);

  /** ECDSA on P-384, ten years, no constraints, no grants, published nowhere else. */
  public static final AuthorityConfiguration DEFAULT =
      new AuthorityConfiguration(
          new KeyType.Ecdsa(384),
          Duration.ofDays(3652),
          NameConstraints.NONE,
          List.of(),
          new Publication(Optional.empty(), UnconstrainedTrust.REFUSED));

  public AuthorityConfiguration {
    grants = List.copyOf(grants);
    if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a CA's lifetime is between 90 days and 100 years: " + lifetime);
    }
  }

  /**
   * Where the CA's public part is published, beside the operator's own namespace.
   *
   * @param namespaceSelector a label selector for namespaces; none of them where empty
   * @param unconstrained whether they may get a CA that can sign any name at all
   */
  public record Publication(Optional<String> namespaceSelector, UnconstrainedTrust unconstrained) {}

  /** Whether clients are made to trust a CA that no name constraints limit. */
  public enum UnconstrainedTrust {
    REFUSED,
    ALLOWED
  }
}
