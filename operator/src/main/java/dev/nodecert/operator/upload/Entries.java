package dev.nodecert.operator.upload;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which entries of a Secret the material is in. */
final class Entries {

  /** For certificates that is plenty, and for what is none it is soon read. */
  static final int MAX_BYTES = 128 * 1024;

  /** What cert-manager calls it, and what goes with {@code tls.crt}. */
  private static final List<String> USUAL = List.of("keystore.p12", "tls.p12", "tls.pfx");

  private Entries() {}

  /** Reads the material: PEM where there is some, else the only keystore. */
  static Material read(Upload upload) throws RefusedException {
    if (has(upload, PemMaterial.CERTIFICATES) || has(upload, PemMaterial.KEY)) {
      requireSize(upload, PemMaterial.CERTIFICATES);
      requireSize(upload, PemMaterial.KEY);
      return PemMaterial.read(upload);
    }
    var entry = keystore(upload);
    requireSize(upload, entry);
    return Pkcs12Material.read(entry, upload);
  }

  /** Whether there is something in an entry: a Secret for TLS must have both, be they empty. */
  static boolean has(Upload upload, String entry) {
    return upload.entries().getOrDefault(entry, new byte[0]).length > 0;
  }

  private static String keystore(Upload upload) throws RefusedException {
    var keystores =
        upload.entries().keySet().stream().filter(Entries::isKeystore).sorted().toList();
    var usual = USUAL.stream().filter(keystores::contains).findFirst();
    return usual
        .or(() -> keystores.size() == 1 ? Optional.of(keystores.getFirst()) : Optional.empty())
        .orElseThrow(() -> notOne(keystores));
  }

  private static boolean isKeystore(String entry) {
    var name = entry.toLowerCase(Locale.ROOT);
    return name.endsWith(".p12") || name.endsWith(".pfx");
  }

  private static RefusedException notOne(List<String> keystores) {
    return keystores.isEmpty()
        ? new RefusedException(
            "EntryMissing",
            "The Secret has neither tls.crt and tls.key nor a keystore (keystore.p12). Add either.")
        : new RefusedException(
            "SeveralKeystores",
            "The Secret has several keystores. Call the one that is meant keystore.p12.");
  }

  private static void requireSize(Upload upload, String entry) throws RefusedException {
    var size = upload.entries().getOrDefault(entry, new byte[0]).length;
    if (size > MAX_BYTES) {
      throw new RefusedException(
          "EntryTooLarge",
          "The Secret's %s has %d bytes, more than %d. Leave only key and chain in it."
              .formatted(entry, size, MAX_BYTES));
    }
  }
}
