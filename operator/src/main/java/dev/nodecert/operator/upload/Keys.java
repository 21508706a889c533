package dev.nodecert.operator.upload;

import dev.nodecert.operator.x509.PrivateKeyPair;
import java.util.List;

/** The private keys of an entry, of which there may be one. */
final class Keys {

  private static final String SUPPORTED = "Use RSA, or ECDSA on P-256, P-384 or P-521.";

  private Keys() {}

  /** How a key is read. */
  interface Reading<T> {
    PrivateKeyPair read(T source) throws RefusedException;
  }

  /** Reads the only key; of several, it would be a guess which is meant. */
  static <T> PrivateKeyPair only(String entry, List<T> sources, Reading<T> reading)
      throws RefusedException {
    return switch (sources.size()) {
      case 0 ->
          throw new RefusedException(
              "KeyMissing",
              "The Secret's %s holds no private key. Add the one of the certificate."
                  .formatted(entry));
      case 1 -> reading.read(sources.getFirst());
      default ->
          throw new RefusedException(
              "SeveralKeys",
              "The Secret's %s holds %d private keys. Leave only the one of the certificate."
                  .formatted(entry, sources.size()));
    };
  }

  /**
   * Refuses a key.
   *
   * @param what it is, from "holds" on
   */
  static RefusedException unusable(String entry, String what) {
    return new RefusedException(
        "KeyUnusable", "The Secret's %s %s. %s".formatted(entry, what, SUPPORTED));
  }
}
