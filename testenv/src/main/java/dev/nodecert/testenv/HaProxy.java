package dev.nodecert.testenv;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

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
                  "haproxy", directory.path(), servers.environment("haproxy"), command(servers)));
      process.awaitListening(TIMEOUT, proxy.address, proxy.port);
      return proxy;
    });
  }

  private static List<String> command(Servers servers) {
    return List.of(servers.path("haproxy").toString(), "-db", "-f", CONFIGURATION);
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
