package dev.nodecert.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A YAML file that a user could write, of the folder {@code fixtures}.
 *
 * @param text its content
 */
record Fixture(String text) {

  static Fixture read(String name) {
    try {
      return new Fixture(Files.readString(path(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a fixture is, for programs that read it as it stands. */
  static Path path(String name) {
    return Path.of("src", "test", "resources", "fixtures", name).toAbsolutePath();
  }

  /** The same with something else in the place of what stands for it. */
  Fixture with(String standIn, String replacement) {
    return new Fixture(text.replace(standIn, replacement));
  }
}
