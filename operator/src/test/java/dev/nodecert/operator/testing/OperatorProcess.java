package dev.nodecert.operator.testing;

import dev.nodecert.operator.Main;
import dev.nodecert.testenv.ChildProcess;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Ports;
import dev.nodecert.testenv.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An operator as users run it: a process with flags; killed, it can be started again. */
public final class OperatorProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final Path kubeconfig;
  private final List<String> flags;
  private final URI solver;
  private final URI management;
  private volatile Optional<ChildProcess> process = Optional.empty();

  /**
   * An operator that does not run yet.
   *
   * @param folder for its log
   * @param flags beside its namespace and addresses
   */
  public OperatorProcess(Path folder, Path kubeconfig, List<String> flags, Ports ports) {
    this.folder = folder;
    this.kubeconfig = kubeconfig;
    this.flags = List.copyOf(flags);
    this.solver = URI.create("http://127.0.0.1:" + ports.next());
    this.management = URI.create("http://127.0.0.1:" + ports.next());
  }

  /** Starts an operator with the rights that it is shipped with; returns once it works. */
  public static OperatorProcess start(Cluster cluster, Path folder, Ports ports, String... flags) {
    var kubeconfig = ShippedRights.on(cluster).operatorKubeconfig(folder);
    var operator = new OperatorProcess(folder, kubeconfig, List.of(flags), ports);
    operator.start();
    return operator;
  }

  /** Starts it; returns once it works. */
  public void start() {
    var started =
        ChildProcess.start(
            "operator", folder, Map.of("KUBECONFIG", kubeconfig.toString()), command());
    process = Optional.of(started);
    started.awaitReady(PATIENCE, this::isReady);
  }

  private List<String> command() {
    var command =
        Stream.of(
            tool("java").toString(),
            "@" + Project.find().root().resolve("operator").resolve("jvm.options"),
            "-Dlogback.configurationFile=logback.xml", // Not the tests' own.
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--namespace=" + RunningOperator.NAMESPACE,
            "--solver-address=" + solver.getAuthority(),
            "--management-address=" + management.getAuthority());
    return Stream.concat(command, flags.stream()).toList();
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
      var request = HttpRequest.newBuilder(management.resolve(path)).timeout(PATIENCE).build();
      return http.send(request, BodyHandlers.ofString());
    }
  }

  /** Where nodes' proxies forward challenges to. */
  public URI solver() {
    return solver;
  }

  /** What it has printed. */
  public Path log() {
    return process.orElseThrow().log();
  }

  /** All that is alive in its memory, a character a byte. */
  public String heapDump(Path file) throws IOException, InterruptedException {
    var pid = Long.toString(java(management).pid());
    var jcmd =
        new ProcessBuilder(
                tool("jcmd").toString(), pid, "GC.heap_dump", "-overwrite", file.toString())
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

  /** Whether it runs. */
  public boolean isAlive() {
    return process.filter(ChildProcess::isAlive).isPresent();
  }

  /** Kills it (SIGKILL); returns when it is dead. */
  public void kill() {
    process.ifPresent(ChildProcess::kill);
  }

  /** Lets it stand still (SIGSTOP), as a machine does that is paused. */
  public void pause() {
    signal("STOP");
  }

  /** Lets it go on (SIGCONT) as if no time had passed. */
  public void goOn() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      var pid = Long.toString(java(management).pid());
      var kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("process " + pid + " cannot be told to " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    process.ifPresent(ChildProcess::close);
  }
}
