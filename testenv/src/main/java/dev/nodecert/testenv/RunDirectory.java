package dev.nodecert.testenv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * A directory for what servers write while they run: in {@code target/testenv} of the caller's
 * module, else in the system's temporary folder. Closing it leaves only the logs.
 *
 * @param path absolute
 */
record RunDirectory(Path path) implements AutoCloseable {

  /**
   * @param name of what runs there, for people who look for its logs
   */
  static RunDirectory create(String name) {
    var target = Path.of("target").toAbsolutePath();
    var parent = Files.isDirectory(target) ? target : Path.of(System.getProperty("java.io.tmpdir"));
    try {
      var folder = Files.createDirectories(parent.resolve("testenv"));
      return new RunDirectory(
          Files.createTempDirectory(
              folder, "%d-%s-".formatted(ProcessHandle.current().pid(), name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a file of that name belongs; folders are not made. */
  Path resolve(String name) {
    return path.resolve(name);
  }

  Path write(String name, String content) {
    try {
      return Files.writeString(resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!isLog(file) && !isFilledFolder(file)) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isLog(Path file) {
    return file.toString().endsWith(".log");
  }

  private static boolean isFilledFolder(Path file) throws IOException {
    if (!Files.isDirectory(file)) {
      return false;
    }
    try (var children = Files.list(file)) {
      return children.findAny().isPresent();
    }
  }

  /** The logs in this directory. */
  List<Path> logs() {
    try (var files = Files.list(path)) {
      return files.filter(RunDirectory::isLog).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
