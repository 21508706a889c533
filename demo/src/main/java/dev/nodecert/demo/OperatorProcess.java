package dev.nodecert.demo;

import dev.nodecert.testenv.ChildProcess;
import dev.nodecert.testenv.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The operator, as {@code make run} would start it.
 *
 * @param solver where it answers http-01 challenges
 * @param management where it answers probes
 */
record OperatorProcess(ChildProcess process, URI solver, URI management) implements AutoCloseable {

  /** The operator's own namespace. */
  static final String NAMESPACE = "nodecert";

  private static final Duration START = Duration.ofSeconds(60);
  private static final int TAIL_LINES = 25;

  /**
   * The operator's program.
   *
   * @param root of the project
   */
  static Path jar(Path root) {
    var jar = root.resolve("operator/target/nodecert-operator.jar");
    if (!Files.isReadable(jar)) {
      throw new DemoFailure(
          "The operator is not built: there is no %s. `make demo` builds it, and so does `mvn package -DskipTests -pl operator -am`."
              .formatted(root.relativize(jar)));
    }
    return jar;
  }

  /** Starts it, and does not wait until it is at work. */
  static OperatorProcess start(Path jar, Path kubeconfig, Path folder, Ports ports) {
    var solver = ports.next();
    var management = ports.next();
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + jar.resolveSibling("../jvm.options").normalize(),
            "-jar",
            jar.toString(),
            "--solver-address=127.0.0.1:" + solver,
            "--management-address=127.0.0.1:" + management);
    var environment = Map.of("KUBECONFIG", kubeconfig.toString());
    var process = ChildProcess.start("operator", folder, environment, command);
    return new OperatorProcess(process, loopback(solver), loopback(management));
  }

  private static URI loopback(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Waits until it is at work. */
  void awaitReady() {
    var probe = management.resolve("/readyz");
    try (var http = HttpClient.newHttpClient()) {
      process.awaitReady(START, () -> isOk(http, probe));
    }
  }

  private static boolean isOk(HttpClient http, URI probe) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(probe).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Fails when it has ended by itself. */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new DemoFailure("The operator has ended by itself.");
    }
  }

  /** The end of what it has logged. */
  String tail() {
    try {
      var lines = Files.readAllLines(process.log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(its log cannot be read: %s)".formatted(e.getMessage());
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
