package dev.nodecert.operator.acme;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a certificate is revoked (RFC 5280 section 5.3.1). The two reasons by which nothing is
 * revoked for good, certificateHold and removeFromCRL, are left out.
 */
public enum RevocationReason {
  UNSPECIFIED(0, "unspecified"),
  KEY_COMPROMISE(1, "keyCompromise"),
  CA_COMPROMISE(2, "cACompromise"),
  AFFILIATION_CHANGED(3, "affiliationChanged"),
  SUPERSEDED(4, "superseded"),
  CESSATION_OF_OPERATION(5, "cessationOfOperation"),
  PRIVILEGE_WITHDRAWN(9, "privilegeWithdrawn"),
  AA_COMPROMISE(10, "aACompromise");

  private final int code;
  private final String label;

  RevocationReason(int code, String label) {
    this.code = code;
    this.label = label;
  }

  /** The reason of a name, or of a number in decimal; empty where there is none. */
  public static Optional<RevocationReason> parse(String nameOrNumber) {
    return Arrays.stream(values())
        .filter(reason ->
            reason.label.equals(nameOrNumber) || Integer.toString(reason.code).equals(nameOrNumber))
        .findFirst();
  }

  /** All names, for a sentence. */
  public static String names() {
    return Arrays.stream(values()).map(r -> r.label).collect(Collectors.joining(", "));
  }

  /** The number in RFC 5280; empty for no reason, which is rather not told (section 5.3.1). */
  Optional<Integer> toldAs() {
    return this == UNSPECIFIED ? Optional.empty() : Optional.of(code);
  }

  /** The name in RFC 5280. */
  @Override
  public String toString() {
    return label;
  }
}
