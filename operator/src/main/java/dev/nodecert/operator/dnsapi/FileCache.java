package dev.nodecert.operator.dnsapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;

/**
 * What was made of files: once, and again when a file has changed.
 *
 * @param <T> what is made of one
 */
final class FileCache<T> {

  private final BiFunction<Path, String, T> make;
  private final ConcurrentMap<Path, Entry<T>> entries = new ConcurrentHashMap<>();

  /**
   * Nothing yet.
   *
   * @param make of a file and its text
   */
  FileCache(BiFunction<Path, String, T> make) {
    this.make = make;
  }

  private record Entry<T>(Version version, T made) {}

  /** A file that was replaced by another of the same size at the same time is another one. */
  private record Version(long size, FileTime modified, Optional<Object> key) {
    static Version of(BasicFileAttributes attributes) {
      return new Version(
          attributes.size(),
          attributes.lastModifiedTime(),
          Optional.ofNullable(attributes.fileKey()));
    }
  }

  /**
   * What is made of the file as it is now; nothing where there is no such file.
   *
   * @throws UncheckedIOException when the file is there and cannot be read
   */
  Optional<T> find(Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isRegularFile()) {
        return Optional.of(made(file, Version.of(attributes)));
      }
    } catch (NoSuchFileException _) {
      // As good as a folder of that name.
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    entries.remove(file);
    return Optional.empty();
  }

  /** The version is that of before the reading: a change meanwhile is seen the next time. */
  private T made(Path file, Version version) throws IOException {
    var known = entries.get(file);
    if (known != null && known.version().equals(version)) {
      return known.made();
    }
    var made = make.apply(file, new String(Files.readAllBytes(file), UTF_8));
    entries.put(file, new Entry<>(version, made));
    return made;
  }
}
