package dev.nodecert.operator.output;

import java.util.Optional;
import java.util.Set;

/**
 * Which outputs are wanted.
 *
 * @param plain those without a password
 */
public record OutputSpec(Set<Plain> plain, Optional<KeystorePassword> pkcs12, Optional<Jks> jks) {

  /** None is. */
  public static final OutputSpec NONE =
      new OutputSpec(Set.of(), Optional.empty(), Optional.empty());

  /** The alias where none is named; cert-manager's. */
  public static final String DEFAULT_ALIAS = "certificate";

  public OutputSpec {
    plain = Set.copyOf(plain);
  }

  /** Whether none is wanted. */
  public boolean isEmpty() {
    return plain.isEmpty() && pkcs12.isEmpty() && jks.isEmpty();
  }

  /** An output without a password. */
  public enum Plain {
    COMBINED_PEM,
    DER,
    CA
  }

  /** A Java keystore. */
  public record Jks(KeystorePassword password, String alias) {}
}
