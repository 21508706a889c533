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
 * The processes of a call: those of its session, and those that have its folder in their
 * environment or work in it. Unlike with a process group, neither {@code setsid} nor a double fork
 * leads out of that, and no rights are needed. Out is only who does all of it: an empty
 * environment, another folder, and another session.
 *
 * @param folder the call's
 * @param session the process that leads it; 0 for none
 */
record CallProcesses(Path folder, long session) {

  private static final Logger log = LoggerFactory.getLogger(CallProcesses.class);

  private static final Path PROC = Path.of("/proc");

  /** Where the session is in {@code stat}, after the program's name (proc(5)). */
  private static final int SESSION_FIELD = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(1);

  /** Of all calls whose folders are in this one. */
  static CallProcesses in(Path folder) {
    return new CallProcesses(folder, 0);
  }

  /**
   * Kills them until there are none: one may fork while another is looked for. Their exit cannot be
   * waited for, since they are not our children, and nobody may ever reap them.
   */
  void end() {
    long start = System.nanoTime();
    for (var found = find(); !found.isEmpty(); found = find()) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        log.warn("Processes {} of {} cannot be ended", found, folder);
        return;
      }
      found.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  List<ProcessHandle> find() {
    var found = new ArrayList<ProcessHandle>();
    try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (var process : processes) {
        if (isOurs(process)) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString())).ifPresent(found::add);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      log.warn("{} cannot be read: processes that a script has left may live on", PROC, e);
    }
    return found;
  }

  private boolean isOurs(Path process) {
    try {
      // Of a process that has ended and is not reaped, there is a session but no environment.
      var environment = read(process.resolve("environ"));
      return hasFolder(environment)
          || Files.readSymbolicLink(process.resolve("cwd")).startsWith(folder)
          || (session != 0 && sessionOf(read(process.resolve("stat"))) == session);
    } catch (IOException _) {
      return false; // ended, or another user's
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), ISO_8859_1);
  }

  private boolean hasFolder(String environment) {
    var name = new String(folder.toString().getBytes(UTF_8), ISO_8859_1);
    return environment.contains(name + "\0") || environment.contains(name + "/");
  }

  private static long sessionOf(String stat) {
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[SESSION_FIELD]);
  }
}
