package dev.nodecert.testenv;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A node's proxy as it is in production: nginx, at an address of its own. It forwards http-01 as
 * {@link NodeProxy} does, and serves HTTPS once it is given a certificate.
 */
public final class NginxProxy implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String CONFIGURATION = "nginx.conf";

  private final Servers servers;
  private final RunDirectory directory;
  private final NginxConfiguration configuration;
  private final ChildProcess process;
  private final Resources resources;

  private NginxProxy(
      Servers servers,
      RunDirectory directory,
      NginxConfiguration configuration,
      Resources resources) {
    this.servers = servers;
    this.directory = directory;
    this.configuration = configuration;
    this.resources = resources;
    directory.write(CONFIGURATION, configuration.withoutHttps());
    process =
        resources.add(
            ChildProcess.start("nginx", directory.path(), servers.environment("nginx"), command()));
  }

  /**
   * Starts a proxy.
   *
   * @param port where the CA looks: {@link Pebble#httpPort}
   * @param namespace of the node's certificate
   * @param solver the root of the operator's solver
   * @throws IllegalStateException when nginx cannot be had on this machine or does not start
   */
  public static NginxProxy start(int port, String namespace, URI solver) {
    var servers = Servers.provide("nginx");
    var challenges = solver.resolve("/%s/.well-known/acme-challenge/".formatted(namespace));
    return Resources.opening(resources -> {
      var directory = resources.add(RunDirectory.create("nginx"));
      var httpsPort = resources.add(new Ports()).next();
      var configuration = new NginxConfiguration(Loopback.random(), port, httpsPort, challenges);
      var proxy = new NginxProxy(servers, directory, configuration, resources);
      proxy.awaitListening(port);
      return proxy;
    });
  }

  private List<String> command(String... options) {
    var command =
        new ArrayList<>(
            List.of(
                servers.path("nginx").toString(),
                "-e",
                "stderr",
                "-p",
                directory.path().toString(),
                "-c",
                CONFIGURATION));
    command.addAll(List.of(options));
    return command;
  }

  private void awaitListening(int port) {
    process.awaitListening(TIMEOUT, address(), port);
  }

  /** Where the names of the node have to point to. */
  public InetAddress address() {
    return configuration.address();
  }

  /** Where HTTPS is served from {@link #serve} on. */
  public int httpsPort() {
    return configuration.httpsPort();
  }

  /**
   * Serves HTTPS with a certificate. An earlier one is still seen for a moment.
   *
   * @param certificate the chain, PEM, as in a Secret's {@code tls.crt}
   * @param privateKey PEM, as in a Secret's {@code tls.key}
   */
  public void serve(String certificate, String privateKey) {
    directory.write(NginxConfiguration.CERTIFICATE, certificate);
    directory.write(NginxConfiguration.PRIVATE_KEY, privateKey);
    directory.write(CONFIGURATION, configuration.withHttps());
    new Tool(command("-s", "reload"), servers.environment("nginx")).run();
    awaitListening(httpsPort());
  }

  @Override
  public void close() {
    resources.close();
  }
}
