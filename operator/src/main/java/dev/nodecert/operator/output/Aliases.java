package dev.nodecert.operator.output;

/** Under which names certificates are in a truststore. */
final class Aliases {

  private static final String AUTHORITY = "ca";

  private Aliases() {}

  /** The first is {@code ca}, as cert-manager has it; the others are numbered. */
  static String authority(int index) {
    return index == 0 ? AUTHORITY : AUTHORITY + "-" + (index + 1);
  }
}
