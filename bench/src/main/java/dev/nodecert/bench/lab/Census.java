package dev.nodecert.bench.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a Java process holds.
 *
 * @param heapMebibytes after a garbage collection
 * @param platformThreads of the operating system
 * @param age how long the process has been running
 */
public record Census(
    double heapMebibytes, long platformThreads, long virtualThreads, long openFiles, Duration age) {

  private static final Pattern USED = Pattern.compile("(?:DefNew|Tenured) +total .*, used (\\d+)K");
  private static final Pattern VIRTUAL = Pattern.compile("(?m)^#\\d+ \".*\" virtual");
  private static final Pattern PLATFORM = Pattern.compile("(?m)^Threads:\\s+(\\d+)");
  private static final double KIB_A_MIB = 1024;

  static Census of(ProcessHandle process) {
    var jcmd = new Jcmd(process.pid());
    var proc = Path.of("/proc", Long.toString(process.pid()));
    jcmd.run("GC.run");
    return new Census(
        sum(USED, jcmd.run("GC.heap_info")) / KIB_A_MIB,
        sum(PLATFORM, text(proc.resolve("status"))),
        VIRTUAL.matcher(threads(jcmd)).results().count(),
        entries(proc.resolve("fd")),
        age(process));
  }

  private static Duration age(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(start -> Duration.between(start, Instant.now()))
        .orElse(Duration.ZERO);
  }

  private static String threads(Jcmd jcmd) {
    try {
      var file = Files.createTempFile("threads", ".txt");
      try {
        jcmd.run("Thread.dump_to_file", "-overwrite", file.toString());
        return text(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long sum(Pattern number, String text) {
    return number.matcher(text).results().mapToLong(match -> Long.parseLong(match.group(1))).sum();
  }

  private static long entries(Path folder) {
    try (var list = Files.list(folder)) {
      return list.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JDK's own tool for a running process. */
  private record Jcmd(long pid) {

    String run(String... command) {
      var line = new ArrayList<>(List.of(tool().toString(), Long.toString(pid)));
      line.addAll(List.of(command));
      try {
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
          throw new IllegalStateException("jcmd has failed: " + output);
        }
        return output;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private static Path tool() {
      return Path.of(System.getProperty("java.home"), "bin", "jcmd");
    }
  }
}
