package dev.nodecert.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/**
 * A folder for the files of one run. Closing it deletes them.
 *
 * @param path absolute
 */
record RunFolder(Path path) implements AutoCloseable {

  /** Makes a folder that only this user can read. */
  static RunFolder in(Path parent) {
    var name = "run-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    var permissions = PosixFilePermissions.fromString("rwx------");
    try {
      return new RunFolder(
          Files.createDirectory(
              Files.createDirectories(parent).resolve(name),
              PosixFilePermissions.asFileAttribute(permissions)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder(String name) {
    try {
      return Files.createDirectories(path.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path write(String name, String content) {
    try {
      return Files.writeString(path.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
