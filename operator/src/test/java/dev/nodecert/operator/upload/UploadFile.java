package dev.nodecert.operator.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Files as OpenSSL wrote them, beside the tests: a chain of three levels, and its leaf's key. */
final class UploadFile {

  /** Of every file that has one. */
  static final String PASSPHRASE = "correct horse";

  private UploadFile() {}

  static byte[] bytes(String name) {
    try (var stream = UploadFile.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(stream, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The texts of files, one after the other. */
  static String text(String... names) {
    var text = new StringBuilder();
    for (var name : names) {
      text.append(new String(bytes(name), UTF_8));
    }
    return text.toString();
  }
}
