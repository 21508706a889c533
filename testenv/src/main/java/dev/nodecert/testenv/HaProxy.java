package dev.nodecert.testenv;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** HAProxy, which serves HTTPS with key and chain from one file, and answers 200 to everything. */
public final class HaProxy implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String CONFIGURATION = "haproxy.cfg";
  private static final String COMBINED = "tls-combined.pem";

  private final InetAddress address;
  private final int port;
  private final Resources resources;

  private HaProxy(InetAddress address, int port, Resources resources) {
    this.address = address;
    this.port = port;
    this.resources = resources;
  }

  /**
   * Starts one.
   *
   * @param combinedPem key and chain, as in a Secret's {@code tls-combined.pem}
   * @throws IllegalStateException with what it says, when it does not take them
   */
  public static HaProxy serving(byte[] combinedPem) {
    var servers = Servers.provide("haproxy");
    return Resources.opening(resources -> {
      var directory = resources.add(RunDirectory.create("haproxy"));
      var proxy = new HaProxy(Loopback.random(), resources.add(new Ports()).next(), resources);
      directory.write(COMBINED, new String(combinedPem, StandardCharsets.UTF_8));
      directory.write(CONFIGURATION, proxy.configuration());
      var process =
          resources.add(
              ChildProcess.start(
                  "haproxy", directory.path(), environment(servers), command(servers)));
      process.awaitReady(TIMEOUT, proxy::isListening);
      return proxy;
    });
  }

  private static List<String> command(Servers servers) {
    return List.of(servers.path("haproxy").toString(), "-db", "-f", CONFIGURATION);
  }

  private static Map<String, String> environment(Servers servers) {
    return servers
        .libraries("haproxy")
        .map(folders -> Map.of("LD_LIBRARY_PATH", folders))
        .orElseGet(Map::of);
  }

  private String configuration() {
    return """
    defaults
      mode http
      timeout connect 5s
      timeout client 5s
      timeout server 5s
    frontend https
      bind %s:%d ssl crt %s
      http-request return status 200
    """
        .formatted(address.getHostAddress(), port, COMBINED);
  }

  private boolean isListening() {
    try (var socket = new Socket(address, port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Where it serves. */
  public InetAddress address() {
    return address;
  }

  /** Where it serves. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    resources.close();
  }
}
