package dev.nodecert.operator.testing;

import dev.nodecert.operator.Main;
import dev.nodecert.testenv.ChildProcess;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Ports;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An operator as users run it: a process with flags. */
public final class OperatorProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ChildProcess process;
  private final URI solver;
  private final URI management;

  private OperatorProcess(ChildProcess process, URI solver, URI management) {
    this.process = process;
    this.solver = solver;
    this.management = management;
  }

  /** Starts it with every right; returns once it works. */
  public static OperatorProcess start(
      Cluster cluster, Path directory, Ports ports, String... flags) {
    RunningOperator.ensureNamespace(cluster.client());
    return start(cluster.kubeconfig(), directory, ports, flags);
  }

  /** Starts it with the rights of a kubeconfig; returns once it works. */
  public static OperatorProcess start(
      Path kubeconfig, Path directory, Ports ports, String... flags) {
    var solver = URI.create("http://127.0.0.1:" + ports.next());
    var management = URI.create("http://127.0.0.1:" + ports.next());
    var command = new ArrayList<>(java());
    command.add("--namespace=" + RunningOperator.NAMESPACE);
    command.add("--solver-address=" + solver.getAuthority());
    command.add("--management-address=" + management.getAuthority());
    command.addAll(List.of(flags));
    var process =
        ChildProcess.start(
            "operator", directory, Map.of("KUBECONFIG", kubeconfig.toString()), command);
    var operator = new OperatorProcess(process, solver, management);
    process.awaitReady(PATIENCE, operator::isReady);
    return operator;
  }

  private static List<String> java() {
    return List.of(
        tool("java").toString(),
        "-Xmx128m",
        "-Dlogback.configurationFile=logback.xml", // Not the tests' own.
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName());
  }

  private static Path tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name);
  }

  private boolean isReady() throws InterruptedException {
    try {
      return get("/readyz").statusCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException _) {
      return false; // It does not listen yet.
    }
  }

  /** Asks where probes and metrics are served. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(management.resolve(path)).build();
      return http.send(request, BodyHandlers.ofString());
    }
  }

  /** Where nodes' proxies forward challenges to. */
  public URI solver() {
    return solver;
  }

  /** What it has printed. */
  public Path log() {
    return process.log();
  }

  /** All that is alive in its memory, a character a byte. */
  public String heapDump(Path file) throws IOException, InterruptedException {
    var pid = Long.toString(java(management).pid());
    var jcmd =
        new ProcessBuilder(tool("jcmd").toString(), pid, "GC.heap_dump", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (jcmd.waitFor() != 0) {
      throw new IllegalStateException("jcmd could not dump the heap of process " + pid);
    }
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  /** Its supervisor is a shell: the JVM is the process below it that has our flag. */
  private static ProcessHandle java(URI management) {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> commandLine(process).startsWith(tool("java") + "\0"))
        .filter(process -> commandLine(process).contains(management.getAuthority()))
        .findFirst()
        .orElseThrow();
  }

  /** The JDK's own view of it is cut off at 4 KiB, which a class path is longer than. */
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException ended) {
      return "";
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
