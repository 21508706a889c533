package dev.nodecert.bench.lab;

import dev.nodecert.testenv.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The operator as a process of its own; closing it is a SIGTERM. */
public final class Operator implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final double KIB_A_MIB = 1024;
  private static final int OK = 200;

  private final OperatorCommand command;
  private final ChildProcess process;
  private final HttpClient http;
  private final Duration startTime;

  private Operator(
      OperatorCommand command, ChildProcess process, HttpClient http, Duration startTime) {
    this.command = command;
    this.process = process;
    this.http = http;
    this.startTime = startTime;
  }

  static Operator start(OperatorCommand command) {
    var http = HttpClient.newHttpClient();
    var begin = System.nanoTime();
    var process =
        ChildProcess.start(
            "nodecert-operator", command.folder(), command.environment(), command.line());
    process.awaitReady(PATIENCE, () -> isReady(http, command));
    var startTime = Duration.ofNanos(System.nanoTime() - begin);
    return new Operator(command, process, http, startTime);
  }

  private static boolean isReady(HttpClient http, OperatorCommand command) {
    try {
      return get(http, command.management().resolve("/readyz")).statusCode() == OK;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** How long it took from nothing to {@code /readyz}. */
  public Duration startTime() {
    return startTime;
  }

  /** Where challenges are answered. */
  URI solver() {
    return command.solver();
  }

  /** What it counts now; asked again where it is too busy to answer in the time that it has. */
  public Metrics metrics() {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .ignoreException(UncheckedIOException.class)
        .until(this::scraped, Objects::nonNull);
  }

  private Metrics scraped() {
    return new Metrics(get(http, command.management().resolve("/metrics")).body());
  }

  /** The memory that the process holds. */
  public double residentMebibytes() {
    var status = Path.of("/proc", Long.toString(java().pid()), "status");
    try {
      var matcher = RESIDENT.matcher(Files.readString(status));
      if (!matcher.find()) {
        throw new IllegalStateException("There is no VmRSS in " + status);
      }
      return Long.parseLong(matcher.group(1)) / KIB_A_MIB;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the process holds, after a garbage collection. */
  public Census census() {
    return Census.of(java());
  }

  /** Whether the process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The child process is a shell that looks after the operator. */
  private ProcessHandle java() {
    var java = command.installation().java().toString();
    return ProcessHandle.current()
        .descendants()
        .filter(handle -> handle.info().command().filter(java::equals).isPresent())
        .filter(this::isOurs)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The operator does not run"));
  }

  private boolean isOurs(ProcessHandle handle) {
    return handle
        .info()
        .arguments()
        .filter(arguments -> List.of(arguments).contains(command.managementFlag()))
        .isPresent();
  }

  private static HttpResponse<String> get(HttpClient http, URI uri) {
    try {
      return http.send(
          HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends it as a crash would (SIGKILL). */
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
    http.close();
  }
}
