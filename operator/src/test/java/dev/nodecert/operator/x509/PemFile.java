package dev.nodecert.operator.x509;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A file as OpenSSL wrote it, beside the tests. */
public final class PemFile {

  private PemFile() {}

  /** The text of a file. */
  public static String text(String name) {
    try (var stream = PemFile.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
