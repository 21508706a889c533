package dev.nodecert.testenv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The Linux namespaces of a node: what runs in them sees its own processes, network and mounts.
 *
 * @param holder the process that they end with
 * @param pid of a process on the machine that is in them
 */
record Namespaces(ChildProcess holder, long pid, NodePlan plan) implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(20);

  /**
   * Makes them.
   *
   * @throws IllegalStateException with what is missing, where this machine gives no such thing
   */
  static Namespaces create(NodePlan plan, Project project) {
    var pid = plan.directory().resolve("pid");
    var holder =
        ChildProcess.start(
            "namespaces",
            plan.directory().path(),
            Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
            plan.namespaces(project));
    try {
      holder.awaitReady(START, () -> Files.exists(pid));
      return new Namespaces(holder, Long.parseLong(Files.readString(pid).strip()), plan);
    } catch (IOException e) {
      holder.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      holder.close();
      throw e;
    }
  }

  /** Starts a server in them; it ends with them at the latest. */
  ChildProcess start(String name, List<String> command) {
    var entering =
        Stream.of(
            "nsenter",
            "--target=" + pid,
            "--mount",
            "--uts",
            "--ipc",
            "--net",
            "--pid=/proc/%d/ns/pid_for_children".formatted(pid),
            "--");
    var line = new ArrayList<>(entering.toList());
    line.addAll(command);
    return ChildProcess.start(name, plan.directory().path(), plan.environment(), line);
  }

  /** A file in them, as the machine sees it. */
  Path file(String path) {
    return Path.of("/proc/%d/root%s".formatted(pid, path));
  }

  @Override
  public void close() {
    holder.close();
  }
}
