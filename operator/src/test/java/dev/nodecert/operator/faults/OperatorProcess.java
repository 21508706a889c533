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

/** The operator as a process of its own, for one namespace; killed, it can be started again. */
final class OperatorProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);

  private final Path folder;
  private final Path kubeconfig;
  private final String namespace;
  private final URI solver;
  private final URI management;
  private volatile Optional<ChildProcess> process = Optional.empty();

  /**
   * An operator that does not run yet.
   *
   * @param folder for its log
   */
  OperatorProcess(Path folder, Path kubeconfig, String namespace, Ports ports) {
    this.folder = folder;
    this.kubeconfig = kubeconfig;
    this.namespace = namespace;
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
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + Project.find().root().resolve("operator").resolve("jvm.options"),
        "-Dlogback.configurationFile=logback.xml", // Not the tests' own.
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        "--namespace=" + RunningOperator.NAMESPACE,
        "--watch-namespaces=" + namespace,
        "--no-leader-election",
        // One a cell: a worker is held for as long as an answer stalls.
        "--workers=256",
        "--solver-address=" + solver.getAuthority(),
        "--management-address=" + management.getAuthority());
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
