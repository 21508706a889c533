package dev.nodecert.operator.dnsapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * A process of the machine, as proc(5) shows it.
 *
 * @param folder its own in {@code /proc}
 */
record SystemProcess(Path folder) {

  /** In {@code stat}, after the program's name. */
  private static final int STATE_FIELD = 0;

  private static final int SESSION_FIELD = 3;

  private static final String LOCKS = "Max file locks ";
  private static final int HARD_LIMIT = 1;

  long id() {
    return Long.parseLong(folder.getFileName().toString());
  }

  /** Whether it only waits for its parent to look at it. */
  boolean hasEnded() throws IOException {
    return "ZX".contains(stat(STATE_FIELD));
  }

  long session() throws IOException {
    return Long.parseLong(stat(SESSION_FIELD));
  }

  private String stat(int field) throws IOException {
    var stat = read("stat");
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[field];
  }

  boolean hasOneOf(Collection<CallMark> marks) throws IOException {
    return read("limits")
        .lines()
        .filter(line -> line.startsWith(LOCKS))
        .map(line -> line.substring(LOCKS.length()).strip().split(" +", -1)[HARD_LIMIT])
        .anyMatch(limit -> marks.stream().anyMatch(mark -> mark.isIn(limit)));
  }

  /** Its environment, with a NUL after each variable; bytes are characters. */
  String environment() throws IOException {
    return read("environ");
  }

  Path workingDirectory() throws IOException {
    return Files.readSymbolicLink(folder.resolve("cwd"));
  }

  private String read(String file) throws IOException {
    return new String(Files.readAllBytes(folder.resolve(file)), ISO_8859_1);
  }
}
