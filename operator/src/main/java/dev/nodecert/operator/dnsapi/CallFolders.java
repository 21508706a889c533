package dev.nodecert.operator.dnsapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The private folders of calls, within one of the process. A lock beside that tells the process
 * from one that was killed, whose folder and processes the next one removes.
 */
final class CallFolders implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CallFolders.class);

  private static final String PREFIX = "nodecert-dnsapi-";
  private static final String LOCK_SUFFIX = ".lock";
  private static final String DRIVER = "driver.bash";

  private final Path root;
  private final Path lockFile;
  private final FileChannel lock;

  private CallFolders(Path root, Path lockFile, FileChannel lock) {
    this.root = root;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  static CallFolders in(Path temporary) {
    if (temporary.toString().matches("(?s).*\\s.*")) {
      throw new IllegalArgumentException(
          "acme.sh cannot do with blanks in the name of the temporary folder " + temporary);
    }
    try {
      removeStale(temporary);
      // The lock is there before the folder: a folder whose lock is free is nobody's.
      var lockFile = Files.createTempFile(temporary, PREFIX, LOCK_SUFFIX);
      var lock = FileChannel.open(lockFile, StandardOpenOption.WRITE);
      lock.lock();
      var root = Files.createDirectory(folderOf(lockFile), PrivateFile.FOLDER);
      installDriver(root);
      return new CallFolders(root, lockFile, lock);
    } catch (IOException e) {
      throw new UncheckedIOException("No temporary folder for DNS scripts in " + temporary, e);
    }
  }

  private static Path folderOf(Path lockFile) {
    var name = lockFile.getFileName().toString();
    return lockFile.resolveSibling(name.substring(0, name.length() - LOCK_SUFFIX.length()));
  }

  private static void installDriver(Path root) throws IOException {
    try (var driver = CallFolders.class.getResourceAsStream(DRIVER)) {
      PrivateFile.write(root.resolve(DRIVER), Objects.requireNonNull(driver).readAllBytes());
    }
  }

  private static void removeStale(Path temporary) throws IOException {
    try (var folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (var folder : folders) {
        if (Files.isDirectory(folder) && Files.isWritable(folder)) {
          removeUnlessLocked(folder);
        }
      }
    }
  }

  private static void removeUnlessLocked(Path folder) throws IOException {
    var lockFile = folder.resolveSibling(folder.getFileName() + LOCK_SUFFIX);
    try (var channel =
        FileChannel.open(lockFile, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      if (tryLock(channel).isPresent()) {
        log.info("Removing what an earlier process left in {}", folder);
        new CallFolder(folder).close();
        Files.deleteIfExists(lockFile);
      }
    }
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException _) {
      return Optional.empty(); // another runner's, in this very process
    }
  }

  /** The driver, to be run by bash. */
  Path driver() {
    return root.resolve(DRIVER);
  }

  CallFolder create() throws IOException {
    return new CallFolder(Files.createTempDirectory(root, "", PrivateFile.FOLDER));
  }

  void endProcesses() {
    CallProcesses.in(root).end();
  }

  /** Removes all folders, which no call uses any more. */
  @Override
  public void close() {
    new CallFolder(root).close();
    try {
      Files.deleteIfExists(lockFile);
      lock.close();
    } catch (IOException e) {
      log.warn("{} was not removed", lockFile, e);
    }
  }
}
