package dev.nodecert.testenv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pod of the chart node-proxy runs, without the pod: nginx under the image's {@code serve},
 * with volumes that change as the kubelet changes them.
 */
public final class ProxyContainer implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String SERVE = "image/nginx.files/usr/lib/nodecert/serve";
  private static final String DATA = "..data";

  /** A {@code getent} that knows the cluster's names, as the file {@code hosts} has them. */
  private static final String GETENT =
      """
      #!/bin/sh
      while read -r name address; do
        [ "$name" != "$2" ] || printf '%s  STREAM\\n%s  DGRAM\\n' "$address" "$address"
      done <"${0%/*}/hosts"
      """;

  private static final byte[] QUESTION =
      "PROXY UNKNOWN\r\nGET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final RunDirectory directory;
  private final int httpPort;
  private final int httpsPort;
  private final ChildProcess process;
  private final Resources resources;
  private int versions;

  private ProxyContainer(
      Servers servers,
      Map<String, Map<String, String>> volumes,
      Map<String, String> addresses,
      Resources resources) {
    this.resources = resources;
    directory = resources.add(RunDirectory.create("proxy"));
    var ports = resources.add(new Ports());
    httpPort = ports.next();
    httpsPort = ports.next();
    volumes.forEach(this::project);
    writeGetent();
    resolve(addresses);
    process =
        resources.add(
            ChildProcess.start(
                "proxy",
                directory.path(),
                environment(servers, directory.resolve("bin")),
                command(directory)));
  }

  /**
   * Starts it.
   *
   * @param volumes their files, by the names of their folders
   * @param addresses what the cluster's DNS knows, by names
   */
  public static ProxyContainer start(
      Map<String, Map<String, String>> volumes, Map<String, String> addresses) {
    var servers = Servers.provide("nginx");
    return Resources.opening(resources -> {
      var container = new ProxyContainer(servers, volumes, addresses, resources);
      container.process.awaitReady(TIMEOUT, () -> answers(container.httpPort));
      return container;
    });
  }

  private static List<String> command(RunDirectory directory) {
    try {
      return List.of(
          Project.find().root().resolve(SERVE).toString(),
          directory.resolve("volumes").toString(),
          Files.createDirectories(directory.resolve("run")).toString(),
          "1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> environment(Servers servers, Path bin) {
    var environment = new HashMap<>(servers.environment("nginx"));
    environment.put(
        "PATH", "%s:%s:/usr/bin:/bin".formatted(bin, servers.path("nginx").getParent()));
    return environment;
  }

  private void writeGetent() {
    try {
      var bin = Files.createDirectories(directory.resolve("bin"));
      Files.writeString(bin.resolve("getent"), GETENT);
      Files.setPosixFilePermissions(
          bin.resolve("getent"), PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says what the cluster's DNS knows from now on. */
  public void resolve(Map<String, String> addresses) {
    var lines = new StringBuilder();
    addresses.forEach((name, address) -> lines.append("%s. %s%n".formatted(name, address)));
    directory.write("bin/hosts", lines.toString());
  }

  /** Writes a volume anew, and then turns its link to that, in one step for all its files. */
  public void project(String volume, Map<String, String> files) {
    var folder = directory.resolve("volumes").resolve(volume);
    var version = "..version" + versions++;
    try {
      Files.createDirectories(folder.resolve(version));
      for (var file : files.entrySet()) {
        Files.writeString(folder.resolve(version).resolve(file.getKey()), here(file.getValue()));
        link(folder.resolve(file.getKey()), Path.of(DATA, file.getKey()));
      }
      link(folder.resolve(DATA), Path.of(version));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void link(Path link, Path target) throws IOException {
    var next = link.resolveSibling("..next");
    Files.createSymbolicLink(next, target);
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * As a test can run it: on free loopback ports, as a root that stays one, and by nginx 1.22,
   * which has HTTP/2 as a word of {@code listen}.
   */
  private String here(String text) {
    return text.replaceAll("(?m)^\\s*listen \\[::].*\\R", "")
        .replaceAll("listen \\d+ ssl", "listen 127.0.0.1:" + httpsPort + " ssl http2")
        .replaceAll("listen \\d+(?=[ ;])", "listen 127.0.0.1:" + httpPort)
        .replace("http2 on;", "")
        .replace("daemon off;", "daemon off; user root root;");
  }

  public int httpPort() {
    return httpPort;
  }

  public int httpsPort() {
    return httpsPort;
  }

  /** What it has printed. */
  public String log() {
    try {
      return Files.readString(process.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until HTTPS is served. */
  public void awaitHttps() {
    process.awaitReady(TIMEOUT, () -> answers(httpsPort));
  }

  /**
   * A port alone is no sign: {@code nginx -t} listens, too. To this, every server has an answer,
   * with TLS or without, behind a load balancer's header or not; most say that it is no request.
   */
  private static boolean answers(int port) {
    try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      socket.getOutputStream().write(QUESTION);
      return socket.getInputStream().read() == 'H';
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    // As a container ends: all of its processes at once, also those with open connections.
    process.kill();
    resources.close();
  }
}
