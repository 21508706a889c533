package dev.nodecert.testenv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * A directory for what servers write while they run, in {@code target/testenv} of the caller's
 * module or else of the project. Closing it leaves only the logs.
 *
 * @param path absolute
 */
record RunDirectory(Path path) implements AutoCloseable {

  /**
   * @param name of what runs there, for people who look for its logs
   */
  static RunDirectory create(String name) {
    var module = Path.of("target").toAbsolutePath();
    var target = Files.isDirectory(module) ? module : Project.find().root().resolve("target");
    try {
      var folder = Files.createDirectories(target.resolve("testenv"));
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
    if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (var children = Files.list(file)) {
      return children.findAny().isPresent();
    }
  }
}
