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
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of a call: those with its mark, those of its session, and those that have its
 * folder in their environment or work in it. Unlike with a process group, no fork or {@code setsid}
 * leads out of that, and no rights are needed to find them.
 *
 * @param folder the call's, or one with those of several calls
 * @param session the process that leads it; 0 for none
 */
record CallProcesses(Path folder, long session) {

  private static final Logger log = LoggerFactory.getLogger(CallProcesses.class);

  private static final Path PROC = Path.of("/proc");

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
    var marks = marks();
    try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (var entry : processes) {
        var process = new SystemProcess(entry);
        if (isOurs(process, marks)) {
          ProcessHandle.of(process.id()).ifPresent(found::add);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      log.warn("{} cannot be read: processes that a script has left may live on", PROC, e);
    }
    return found;
  }

  private List<CallMark> marks() {
    try (var calls = Files.list(folder)) {
      return Stream.concat(Stream.of(folder), calls.filter(Files::isDirectory))
          .map(CallMark::of)
          .toList();
    } catch (IOException _) {
      return List.of(CallMark.of(folder));
    }
  }

  private boolean isOurs(SystemProcess process, List<CallMark> marks) {
    try {
      return !process.hasEnded()
          && (isOfSession(process) || process.hasOneOf(marks) || usesFolder(process));
    } catch (IOException _) {
      return false; // reaped meanwhile
    }
  }

  private boolean isOfSession(SystemProcess process) throws IOException {
    return session != 0 && process.session() == session;
  }

  private boolean usesFolder(SystemProcess process) {
    try {
      return hasFolder(process.environment()) || process.workingDirectory().startsWith(folder);
    } catch (IOException _) {
      return false; // another user's
    }
  }

  private boolean hasFolder(String environment) {
    var name = new String(folder.toString().getBytes(UTF_8), ISO_8859_1);
    return environment.contains(name + "\0") || environment.contains(name + "/");
  }
}
