package dev.nodecert.operator.dnsapi;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private folder: the home and the working directory of a call's processes, by which they are
 * found.
 *
 * @param path absolute
 */
record CallFolder(Path path) implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CallFolder.class);

  Path write(String name, byte[] content) throws IOException {
    var file = path.resolve(name);
    PrivateFile.write(file, content);
    return file;
  }

  /** Ends the processes, and removes the folder with all that is in it. */
  @Override
  public void close() {
    CallProcesses.in(path).end();
    try {
      Files.walkFileTree(path, new Removal());
    } catch (IOException e) {
      log.warn("{} was not removed; the next start tries again", path, e);
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
