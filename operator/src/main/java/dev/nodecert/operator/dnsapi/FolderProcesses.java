package dev.nodecert.operator.dnsapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that have a folder in their environment or work in it. Unlike a process group, no
 * {@code setsid} and no double fork leads out of that, and it needs no rights.
 */
final class FolderProcesses {

  private static final Logger log = LoggerFactory.getLogger(FolderProcesses.class);

  private static final Path PROC = Path.of("/proc");
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(1);

  private FolderProcesses() {}

  /**
   * Kills them until there are none: one may fork while another is looked for. Their exit cannot be
   * waited for, since they are not our children, and nobody may ever reap them.
   */
  static void end(Path folder) {
    long start = System.nanoTime();
    for (var found = of(folder); !found.isEmpty(); found = of(folder)) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        log.warn("Processes {} of {} cannot be ended", found, folder);
        return;
      }
      found.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  static List<ProcessHandle> of(Path folder) {
    var found = new ArrayList<ProcessHandle>();
    try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (var process : processes) {
        if (isOf(process, folder)) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString())).ifPresent(found::add);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      log.warn("{} cannot be read: processes that a script has left may live on", PROC, e);
    }
    return found;
  }

  private static boolean isOf(Path process, Path folder) {
    try {
      var marker = new String(folder.toString().getBytes(UTF_8), ISO_8859_1);
      var environment = new String(Files.readAllBytes(process.resolve("environ")), ISO_8859_1);
      return environment.contains(marker + "\0")
          || environment.contains(marker + "/")
          || Files.readSymbolicLink(process.resolve("cwd")).startsWith(folder);
    } catch (IOException _) {
      return false; // ended meanwhile, or another user's
    }
  }
}
