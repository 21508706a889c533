package dev.nodecert.testenv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A server process that ends with this JVM, however that ends. What it prints goes to {@code
 * <name>.log} in its directory. Closing it asks it to end (SIGTERM), kills it (SIGKILL) when it has
 * not after five seconds, and returns when it is gone.
 */
public final class ChildProcess implements AutoCloseable {

  /**
   * Ends the server when standard input closes, which the kernel sees to when the JVM is killed.
   * (Linux's parent-death signal is no help: it comes when the thread ends that started the child.)
   * Control-C at a terminal is for the JVM, which ends its servers in order: hence the session of
   * the server's own.
   */
  private static final String SUPERVISOR =
      """
      trap '' HUP INT
      exec 3<&0
      setsid "$@" 3<&- </dev/null &
      server=$!
      {
        read -r _ <&3
        kill "$server"
        tenths=50
        while kill -0 "$server" && [ $((tenths -= 1)) -gt 0 ]; do sleep 0.1; done
        kill -KILL "$server"
      } 2>/dev/null &
      guard=$!
      wait "$server"
      status=$?
      kill "$guard" 2>/dev/null
      exit "$status"
      """;

  private static final int TAIL_LINES = 20;

  private final String name;
  private final Process supervisor;
  private final Path log;

  private ChildProcess(String name, Process supervisor, Path log) {
    this.name = name;
    this.supervisor = supervisor;
    this.log = log;
  }

  /**
   * Starts a server.
   *
   * @param name for messages and for the log's file name
   * @param directory its working directory
   * @param environment all that it gets, beside a PATH of the system's own tools
   * @param command absolute path and arguments
   * @throws UncheckedIOException when the process cannot be started
   */
  public static ChildProcess start(
      String name, Path directory, Map<String, String> environment, List<String> command) {
    var line = new ArrayList<>(List.of("/bin/sh", "-c", SUPERVISOR, name));
    line.addAll(command);
    var log = directory.resolve(name + ".log");
    var builder =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().putAll(environment);
    try {
      return new ChildProcess(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until the server does its work.
   *
   * @throws IllegalStateException with the end of the log, when the server has ended or is not
   *     ready in time
   */
  public void awaitReady(Duration atMost, Callable<Boolean> ready) {
    try {
      Awaitility.await()
          .atMost(atMost)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> {
            requireAlive();
            return ready.call();
          });
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException(
          "%s is not ready after %d s%n%s".formatted(name, atMost.toSeconds(), tail()), e);
    }
  }

  /**
   * Waits until somebody listens at an address, which is to be the server.
   *
   * @throws IllegalStateException as {@link #awaitReady}
   */
  public void awaitListening(Duration atMost, InetAddress address, int port) {
    awaitReady(atMost, () -> isListening(address, port));
  }

  private static boolean isListening(InetAddress address, int port) {
    try (var socket = new Socket(address, port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private void requireAlive() {
    if (!supervisor.isAlive()) {
      throw new IllegalStateException(
          "%s has ended with exit code %d%n%s".formatted(name, supervisor.exitValue(), tail()));
    }
  }

  private String tail() {
    try {
      // Lenient: a server may be killed in the middle of a character.
      var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      var last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
      return "%s ends with:%n%s".formatted(log, String.join(System.lineSeparator(), last));
    } catch (IOException e) {
      return "%s cannot be read: %s".formatted(log, e.getMessage());
    }
  }

  /** The file with what the server printed. */
  public Path log() {
    return log;
  }

  /** Whether the server runs. */
  public boolean isAlive() {
    return supervisor.isAlive();
  }

  /** Kills the server (SIGKILL), as a crash would, and returns when it is gone. */
  public void kill() {
    supervisor.descendants().forEach(ProcessHandle::destroyForcibly);
    supervisor.onExit().join();
  }

  @Override
  public void close() {
    try {
      supervisor.getOutputStream().close();
      if (!supervisor.waitFor(10, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
