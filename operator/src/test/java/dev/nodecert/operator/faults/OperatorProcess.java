package dev.nodecert.operator.faults;

import dev.nodecert.operator.Main;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.testenv.ChildProcess;
import dev.nodecert.testenv.Ports;
import dev.nodecert.testenv.Project;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The operator as a process of its own; killed, it can be started again. */
final class OperatorProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);

  private final Path folder;
  private final Path kubeconfig;
  private final List<String> options;
  private final URI solver;
  private final URI management;
  private volatile Optional<ChildProcess> process = Optional.empty();

  /**
   * An operator that does not run yet.
   *
   * @param folder for its log
   * @param options beside its addresses
   */
  OperatorProcess(Path folder, Path kubeconfig, List<String> options, Ports ports) {
    this.folder = folder;
    this.kubeconfig = kubeconfig;
    this.options = List.copyOf(options);
    this.solver = URI.create("http://127.0.0.1:" + ports.next());
    this.management = URI.create("http://127.0.0.1:" + ports.next());
  }

  /** Starts it; returns once it works. */
  void start() {
    var started =
        ChildProcess.start(
            "operator", folder, Map.of("KUBECONFIG", kubeconfig.toString()), command());
    process = Optional.of(started);
    try (var http = HttpClient.newHttpClient()) {
      started.awaitReady(START, () -> isReady(http));
    }
  }

  private List<String> command() {
    var command =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + Project.find().root().resolve("operator").resolve("jvm.options"),
            "-Dlogback.configurationFile=logback.xml", // Not the tests' own.
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--namespace=" + RunningOperator.NAMESPACE,
            "--no-leader-election",
            "--solver-address=" + solver.getAuthority(),
            "--management-address=" + management.getAuthority());
    return Stream.concat(command, options.stream()).toList();
  }

  private boolean isReady(HttpClient http) throws InterruptedException {
    var request = HttpRequest.newBuilder(management.resolve("/readyz")).timeout(START).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode()
          == HttpURLConnection.HTTP_OK;
    } catch (IOException _) {
      return false; // It does not listen yet.
    }
  }

  /** Where challenges are answered. */
  URI solver() {
    return solver;
  }

  boolean isAlive() {
    return process.filter(ChildProcess::isAlive).isPresent();
  }

  /** Kills it (SIGKILL); returns when it is dead. */
  void kill() {
    process.ifPresent(ChildProcess::kill);
  }

  @Override
  public void close() {
    process.ifPresent(ChildProcess::close);
  }
}
