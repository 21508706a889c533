package dev.nodecert.image;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The operator as it is in the image, with an order to write a cache when it ends. */
final class OperatorRun {

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int OK = 200;

  private final Path home;
  private final Path cache;
  private final Path folder;
  private final Path kubeconfig;
  private final int port;

  /**
   * A run that is not yet started.
   *
   * @param home the folder of its jar
   * @param cache the file to write
   * @param folder where it may write besides
   */
  OperatorRun(Path home, Path cache, Path folder, Path kubeconfig) throws IOException {
    this.home = home;
    this.cache = cache;
    this.folder = folder;
    this.kubeconfig = kubeconfig;
    this.port = freePort();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  Process start() throws IOException {
    var builder = new ProcessBuilder(line()).inheritIO().directory(folder.toFile());
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    return builder.start();
  }

  private List<String> line() throws IOException {
    var line = new ArrayList<String>();
    line.add(home.resolve("runtime/bin/java").toString());
    // The cache to read is the one that this run is to write.
    Files.readAllLines(home.resolve("jvm.options")).stream()
        .filter(option -> option.startsWith("-") && !option.startsWith("-XX:AOTCache="))
        .forEach(line::add);
    line.addAll(
        List.of(
            "-XX:AOTCacheOutput=" + cache,
            "-jar",
            home.resolve("nodecert-operator.jar").toString(),
            "--namespace=nodecert",
            "--log-format=json",
            "--solver-address=127.0.0.1:0",
            "--management-address=127.0.0.1:" + port));
    return line;
  }

  void awaitReady(Process operator, Duration patience) throws InterruptedException {
    var end = System.nanoTime() + patience.toNanos();
    while (!isReady()) {
      if (!operator.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("The operator did not become ready");
      }
      Thread.sleep(LOOK);
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return get("/readyz") == OK;
    } catch (IOException notYet) {
      return false;
    }
  }

  void metrics() throws IOException, InterruptedException {
    get("/healthz");
    get("/metrics");
  }

  private int get(String path) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + port + path);
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
    }
  }
}
