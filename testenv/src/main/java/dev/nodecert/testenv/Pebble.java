package dev.nodecert.testenv;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pebble, the ACME CA for tests, in strict mode, and the DNS that it asks unless it is told
 * another; all on 127.0.0.1.
 */
public final class Pebble implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Pebble.class);
  private static final Duration START = Duration.ofSeconds(30);

  private final PebbleConfig config;
  private final Endpoints endpoints;
  private final TestAuthority authority = TestAuthority.create("test-pebble-https");
  private static final int OK = 200;

  private final Http http = Http.trusting(authority);
  private final Servers servers;
  private final RunDirectory files;
  private final Resources resources;
  private volatile Optional<ChildProcess> ca = Optional.empty();

  private Pebble(
      PebbleConfig config,
      Endpoints endpoints,
      Servers servers,
      RunDirectory files,
      Resources resources) {
    this.config = config;
    this.endpoints = endpoints;
    this.servers = servers;
    this.files = files;
    this.resources = resources;
    resources.add(http);
  }

  /** Ports of 127.0.0.1, but for http01, which is that of every node. */
  private record Endpoints(int acme, int management, int http01, int dns, int dnsManagement) {

    static Endpoints reserve(Ports ports) {
      return new Endpoints(ports.next(), ports.next(), ports.next(), ports.next(), ports.next());
    }
  }

  /**
   * Starts a CA.
   *
   * @throws IllegalStateException when it cannot be had on this machine or does not start
   */
  public static Pebble start(PebbleConfig config) {
    var servers = Servers.provide("pebble");
    return Resources.opening(resources -> {
      var files = resources.add(RunDirectory.create("pebble"));
      var endpoints = Endpoints.reserve(resources.add(new Ports()));
      var pebble = new Pebble(config, endpoints, servers, files, resources);
      if (config.nameServer().isEmpty()) {
        pebble.startDns();
      }
      pebble.startCa();
      log.info("Pebble at {}, logs in {}", pebble.directory(), files.path());
      return pebble;
    });
  }

  private void startDns() {
    var command =
        List.of(
            servers.path("pebble-challtestsrv").toString(),
            "-dnsserver=" + loopback(endpoints.dns()),
            "-management=" + loopback(endpoints.dnsManagement()),
            "-defaultIPv4=",
            "-defaultIPv6=",
            "-http01=",
            "-https01=",
            "-tlsalpn01=",
            "-doh=");
    resources
        .add(ChildProcess.start("pebble-challtestsrv", files.path(), Map.of(), command))
        .awaitReady(START, () -> dns().isReady());
  }

  private void startCa() {
    var credentials = authority.issue("127.0.0.1", "localhost");
    files.write("server.crt", credentials.certificatePem());
    files.write("server.key", credentials.privateKeyPem());
    var json =
        config.json(
            loopback(endpoints.acme()),
            loopback(endpoints.management()),
            "server.crt",
            "server.key",
            endpoints.http01());
    var command =
        List.of(
            servers.path("pebble").toString(),
            "-strict",
            "-config=" + files.write("pebble.json", json),
            "-dnsserver=" + config.nameServer().orElseGet(() -> loopback(endpoints.dns())));
    var started =
        resources.add(ChildProcess.start("pebble", files.path(), config.environment(), command));
    ca = Optional.of(started);
    started.awaitReady(START, this::isReady);
  }

  /** Kills the CA and starts it anew at the same place: it remembers nothing. */
  public void restart() {
    ca.ifPresent(ChildProcess::kill);
    startCa();
  }

  private boolean isReady() {
    return http.answers(200, directory()) && http.answers(200, root(0));
  }

  private static String loopback(int port) {
    return "127.0.0.1:" + port;
  }

  /** The URL of the ACME directory, https. */
  public URI directory() {
    return URI.create("https://127.0.0.1:%d/dir".formatted(endpoints.acme()));
  }

  /** The certificate of the CA that the ACME API's own HTTPS is to be trusted by, PEM. */
  public String httpsCaPem() {
    return authority.certificatePem();
  }

  /** What {@link #httpsCaPem} belongs to. */
  TestAuthority authority() {
    return authority;
  }

  /** The port where http-01 answers are looked for, at each address that a name has. */
  public int httpPort() {
    return endpoints.http01();
  }

  /**
   * The DNS that the CA asks.
   *
   * @throws IllegalStateException when it asks another than its own
   */
  public TestDns dns() {
    config
        .nameServer()
        .ifPresent(other -> {
          throw new IllegalStateException("This CA asks " + other + ": change the zones there");
        });
    return new TestDns(http, dnsManagement());
  }

  private URI dnsManagement() {
    return URI.create("http://127.0.0.1:%d/".formatted(endpoints.dnsManagement()));
  }

  /**
   * Sets what the CA answers when it is asked about a certificate's renewal (RFC 9773).
   *
   * @param answer the JSON of section 4.2
   */
  public void setRenewalInfo(String certificatePem, String answer) {
    var body =
        "{\"Certificate\":%s,\"ARIResponse\":%s}".formatted(text(certificatePem), text(answer));
    var response = http.post(management("set-renewal-info/"), body);
    if (response.statusCode() != OK) {
      throw new IllegalStateException("Pebble refuses the answer: " + response.body());
    }
  }

  private static String text(String value) {
    return "\"%s\"".formatted(value.replace("\"", "\\\"").replace("\n", "\\n"));
  }

  private URI management(String path) {
    return URI.create("https://127.0.0.1:%d/%s".formatted(endpoints.management(), path));
  }

  /** The roots of what the CA issues, that of the default chain first. */
  public List<X509Certificate> roots() {
    return IntStream.rangeClosed(0, config.alternateRoots())
        .mapToObj(number -> parse(http.get(root(number)).body()))
        .toList();
  }

  private URI root(int number) {
    return management("roots/" + number);
  }

  private static X509Certificate parse(String pem) {
    try {
      var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
    } catch (CertificateException e) {
      throw new IllegalStateException("Pebble's root is no certificate: " + pem, e);
    }
  }

  @Override
  public void close() {
    resources.close();
  }
}
