package dev.nodecert.helm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nodecert.testenv.ChartTools;
import dev.nodecert.testenv.Credentials;
import dev.nodecert.testenv.ProxyContainer;
import dev.nodecert.testenv.TestAuthority;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A node's proxy as the chart renders it, in a real nginx, and all that is around it. */
final class ProxyStage implements AutoCloseable {

  static final String PASSWORD = "Basic dXNlcjpwYXNz";
  static final String SESSION = "session=good";

  private static final TestAuthority AUTHORITY = TestAuthority.create("authority");
  private static final Credentials USER = AUTHORITY.issueClient("user", "users");

  private static final String VALUES =
      """
      nodes:
      - name: pve1
        domains: [{domain: localhost}]
        upstream: {scheme: http, host: 127.0.0.1, port: NODE}
        rateLimit: {requestsPerSecond: 10000, burst: 10000}
        accessLog: false
        SETTINGS
      """;

  private static final String GATE = "nodecert-node-proxy-gate.proxy.svc.cluster.local";

  /** What the cluster's DNS knows. */
  static final Map<String, String> ADDRESSES = Map.of(GATE, "127.0.0.1");

  private final ChartTools tools;
  private final Path folder;
  private final int gate;
  private final Backend node = new Backend(any -> 200);
  private final Backend solver = new Backend(any -> 200);
  private final Backend endpoint =
      new Backend(request -> request.header("Cookie").contains(SESSION) ? 204 : 401);

  /** One whose gate lets in who comes with the cookie {@link #SESSION}. */
  ProxyStage(ChartTools tools, Path folder) {
    this(tools, folder, 0);
  }

  /**
   * Nothing is started yet.
   *
   * @param folder for what is rendered from
   * @param gate the port of a real one, or 0
   */
  ProxyStage(ChartTools tools, Path folder, int gate) {
    this.tools = tools;
    this.folder = folder;
    this.gate = gate == 0 ? endpoint.port() : gate;
  }

  Backend node() {
    return node;
  }

  Backend solver() {
    return solver;
  }

  /** With a certificate. In the settings, ENDPOINT is the port of what says who may come. */
  ProxyContainer start(String settings) throws IOException {
    var proxy = start(settings, tls(issue()));
    try {
      proxy.awaitHttps();
      return proxy;
    } catch (RuntimeException e) {
      try (proxy) {
        throw e;
      }
    }
  }

  ProxyContainer startWithoutCertificate(String settings) throws IOException {
    return start(settings, Map.of());
  }

  private ProxyContainer start(String settings, Map<String, String> tls) throws IOException {
    return start(configuration(settings), tls, ADDRESSES);
  }

  /** By nginx's configuration of a node. */
  ProxyContainer start(
      Map<String, String> configuration, Map<String, String> tls, Map<String, String> addresses) {
    var authority = Map.of("ca.crt", AUTHORITY.certificatePem());
    return ProxyContainer.start(
        Map.of(
            "config", configuration,
            "tls", tls,
            "htpasswd", Map.of("htpasswd", "user:{PLAIN}pass\n"),
            "client-ca", authority,
            "upstream-ca", authority),
        addresses);
  }

  /** Of one node. */
  Map<String, String> configuration(String settings) throws IOException {
    var values = folder.resolve("values.yaml");
    Files.writeString(values, here(VALUES.replace("SETTINGS", settings)));
    return configurations(List.of("--values=" + values)).getFirst();
  }

  static Credentials issue() {
    return AUTHORITY.issue("localhost");
  }

  static Map<String, String> tls(Credentials pair) {
    return Map.of("tls.crt", pair.certificatePem(), "tls.key", pair.privateKeyPem());
  }

  /** Of each node. */
  List<Map<String, String>> configurations(List<String> flags) {
    return Chart.named("node-proxy").objects(tools, flags).stream()
        .filter(object -> object.path("kind").asText().equals("ConfigMap"))
        .map(this::files)
        .toList();
  }

  private Map<String, String> files(ObjectNode configMap) {
    var files = new HashMap<String, String>();
    configMap
        .get("data")
        .properties()
        .forEach(file -> files.put(file.getKey(), here(file.getValue().asText())));
    return files;
  }

  /** Names of the cluster are ports here. */
  private String here(String text) {
    return text.replace("NODE", String.valueOf(node.port()))
        .replace("ENDPOINT", String.valueOf(endpoint.port()))
        .replace(GATE + ". 8088", GATE + ". " + gate)
        .replace("nodecert-solver.nodecert.svc.cluster.local:80", "127.0.0.1:" + solver.port());
  }

  static HttpClient stranger() {
    return HttpClient.newBuilder().sslContext(AUTHORITY.sslContext()).build();
  }

  /** One who has a certificate. */
  static HttpClient user() {
    return HttpClient.newBuilder().sslContext(AUTHORITY.sslContextOf(USER)).build();
  }

  static HttpResponse<Void> get(
      HttpClient client, ProxyContainer proxy, Map<String, String> headers) throws Exception {
    return client.send(request(proxy, "/", headers).build(), BodyHandlers.discarding());
  }

  static HttpRequest.Builder request(
      ProxyContainer proxy, String path, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + proxy.httpsPort() + path));
    headers.forEach(request::setHeader);
    return request;
  }

  @Override
  public void close() {
    List.of(node, solver, endpoint).forEach(Backend::close);
  }
}
