package dev.nodecert.operator.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nodecert.operator.x509.Passphrase;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Uploads for tests, with the names that the files are for. */
final class Uploads {

  private static final Set<String> NAMES = Set.of("pve1.example.com");

  private Uploads() {}

  static Upload pem(String certificates, String key) {
    return of(Map.of("tls.crt", certificates.getBytes(UTF_8), "tls.key", key.getBytes(UTF_8)));
  }

  static Upload file(String entry, String name) {
    return of(Map.of(entry, UploadFile.bytes(name)));
  }

  static Upload of(Map<String, byte[]> entries) {
    return new Upload(entries, Optional.empty(), NAMES);
  }

  static Upload opened(Upload upload, String passphrase) {
    return new Upload(upload.entries(), Optional.of(Passphrase.of(passphrase)), upload.names());
  }

  static Upload named(Upload upload, String... names) {
    return new Upload(upload.entries(), upload.passphrase(), Set.of(names));
  }
}
