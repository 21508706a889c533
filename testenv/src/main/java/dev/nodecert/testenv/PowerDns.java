package dev.nodecert.testenv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PowerDNS, a DNS server with an HTTP API, beside a {@link Bind} that delegates its zones to it.
 */
public final class PowerDns implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PowerDns.class);
  private static final Duration START = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CREATED = 201;
  private static final int OK = 200;

  private final Bind parent;
  private final InetSocketAddress endpoint;
  private final int apiPort;
  private final String apiKey = UUID.randomUUID().toString();
  private final Http http = Http.plain("X-API-Key", apiKey);
  private final Resources resources;

  private PowerDns(Bind parent, InetSocketAddress endpoint, int apiPort, Resources resources) {
    this.parent = parent;
    this.endpoint = endpoint;
    this.apiPort = apiPort;
    this.resources = resources;
    resources.add(http);
  }

  /**
   * Starts a server.
   *
   * @param parent whose DNS it becomes part of, at the same port
   * @throws IllegalStateException when PowerDNS cannot be had on this machine or does not start
   */
  public static PowerDns startBeside(Bind parent) {
    var servers = Servers.provide("powerdns");
    return Resources.opening(resources -> {
      var directory = resources.add(RunDirectory.create("powerdns"));
      var endpoint = new InetSocketAddress(Loopback.random(), parent.port());
      var apiPort = resources.add(new Ports()).next();
      var server = new PowerDns(parent, endpoint, apiPort, resources);
      server.launch(servers, directory);
      log.info("PowerDNS at {}, logs in {}", endpoint, directory.path());
      return server;
    });
  }

  private void launch(Servers servers, RunDirectory directory) {
    var libraries = servers.libraries("pdns_server");
    directory.write("pdns.conf", configuration() + libraries.map(PowerDns::modules).orElse(""));
    var command = List.of(servers.path("pdns_server").toString(), "--config-dir=.");
    resources
        .add(
            ChildProcess.start(
                "pdns_server", directory.path(), servers.environment("pdns_server"), command))
        .awaitReady(START, () -> http.answers(OK, zones()));
  }

  /** Without caches, so that a change is seen at once, and without a query for its own updates. */
  private String configuration() {
    return """
    launch=lmdb
    lmdb-filename=pdns.lmdb
    lmdb-shards=1
    local-address=%s
    local-port=%d
    socket-dir=.
    webserver=yes
    webserver-address=127.0.0.1
    webserver-port=%d
    webserver-allow-from=127.0.0.0/8
    api=yes
    api-key=%s
    cache-ttl=0
    query-cache-ttl=0
    negquery-cache-ttl=0
    zone-cache-refresh-interval=0
    security-poll-suffix=
    """
        .formatted(endpoint.getAddress().getHostAddress(), endpoint.getPort(), apiPort, apiKey);
  }

  private static String modules(String libraries) {
    return Stream.of(libraries.split(":"))
        .map(folder -> Path.of(folder, "pdns"))
        .filter(Files::isDirectory)
        .findFirst()
        .map("module-dir=%s%n"::formatted)
        .orElse("");
  }

  /** Where its API is: {@code http://127.0.0.1:8081/}. */
  public URI api() {
    return URI.create("http://127.0.0.1:%d/".formatted(apiPort));
  }

  /** What its API wants in the header {@code X-API-Key}. */
  public String apiKey() {
    return apiKey;
  }

  private URI zones() {
    return api().resolve("/api/v1/servers/localhost/zones");
  }

  /** Where it listens, for UDP and TCP. */
  public InetAddress address() {
    return endpoint.getAddress();
  }

  /** Address and port, {@code 127.0.0.7:5353}. */
  public String nameServer() {
    return "%s:%d".formatted(address().getHostAddress(), endpoint.getPort());
  }

  /**
   * Serves a new zone with a name of its own.
   *
   * @return its name, {@code <random>.<parent>}
   */
  public String newZone(String above) {
    var zone = Zone.below(above);
    var response = http.post(zones(), json(zone));
    if (response.statusCode() != CREATED) {
      throw new IllegalStateException("PowerDNS refuses a zone: " + response.body());
    }
    parent.delegate(zone, address());
    return zone.name();
  }

  private String json(Zone zone) {
    var name = zone.absoluteName().toString();
    var host = "ns1." + name;
    var addressRecord =
        Map.of(
            "name",
            host,
            "type",
            "A",
            "ttl",
            Zone.TTL,
            "records",
            List.of(Map.of("content", address().getHostAddress(), "disabled", false)));
    var body =
        Map.of(
            "name",
            name,
            "kind",
            "Native",
            "nameservers",
            List.of(host),
            "rrsets",
            List.of(addressRecord));
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The values of a name's TXT records, as this server says. */
  public List<String> texts(String name) {
    return new DnsClient(endpoint).texts(name);
  }

  @Override
  public void close() {
    resources.close();
  }
}
