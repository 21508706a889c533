package dev.nodecert.e2e;

import dev.nodecert.testenv.Credentials;
import dev.nodecert.testenv.Helm;
import dev.nodecert.testenv.Project;
import dev.nodecert.testenv.TestAuthority;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;

/** The nodes' proxies, by their chart. */
final class Site {

  static final String NAMESPACE = "proxy";

  /** The node that CAs and clients find by DNS. */
  static final String NAME = "pve1";

  static final String HOST = "pve1.e2e.test";
  static final String SELECTOR = "nodecert.dev/node=pve1";
  static final String USER = "alice";

  /** The same person before a browser; of each user, the gate takes a code once. */
  static final String BROWSER_USER = "alice-by-browser";

  static final String PASSWORD = "correct horse";

  /** Of the user's one-time codes. */
  static final String TOTP_KEY = "12345678901234567890";

  private static final String TOTP_KEY_BASE32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  private static final String PASSWORD_HASH =
      "$2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2";

  private static final List<String> LOCKED =
      List.of("password", "certificate", "gate", "endpoint", "elsewhere", "everything");

  private final Kubernetes kubernetes;
  private final Helm helm;
  private final Project project;
  private final Hosts hosts;
  private final TestAuthority clients = TestAuthority.create("e2e-clients");
  private final Credentials client = clients.issueClient(USER, "users");

  Site(Kubernetes kubernetes, Helm helm, Project project, Hosts hosts) {
    this.kubernetes = kubernetes;
    this.helm = helm;
    this.project = project;
    this.hosts = hosts;
  }

  void makeNamespace() {
    kubernetes.apply(Fixture.read("site.yaml"));
    Stream.of(
            secret("passwords", Map.of("htpasswd", USER + ":" + PASSWORD_HASH + "\n")),
            secret("clients", Map.of("ca.crt", clients.certificatePem())),
            secret("gate-users", Map.of("users.yaml", gateUser(USER) + gateUser(BROWSER_USER))))
        .forEach(it -> kubernetes.client().resource(it).create());
  }

  private static String gateUser(String name) {
    return "- {name: %s, password: %s, totpSecret: %s}\n"
        .formatted(name, PASSWORD_HASH, TOTP_KEY_BASE32);
  }

  Secret secret(String name, Map<String, String> content) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(NAMESPACE)
        .withName(name)
        .endMetadata()
        .withStringData(content)
        .build();
  }

  /** Installs the chart, and waits as Helm does. */
  void install(String upstream) {
    installRelease("proxies", "--set=nodes[0].upstream.host=" + upstream);
    hosts.add(HOST, address(NAME));
    hosts.add("own.e2e.test", address("own"));
    LOCKED.forEach(node -> hosts.add(node + ".proxy.svc", address(node)));
  }

  /** Installs two more, for a load generator. */
  void installUnderLoad() {
    installRelease("proxies-under-load");
    Stream.of("open", "locked")
        .forEach(node -> hosts.add(node + "-proxy.proxy.svc", address(node)));
  }

  private void installRelease(String release, String... options) {
    var line =
        Stream.of(
            "install",
            release,
            project.root().resolve("helm/node-proxy").toString(),
            "--namespace=" + NAMESPACE,
            "--values=" + Fixture.path(release + ".yaml"),
            "--wait",
            "--timeout=120s");
    helm.run(kubernetes.cluster(), Stream.concat(line, Stream.of(options)).toArray(String[]::new));
  }

  /** What the user's browser sends to a node that asks for a password. */
  static String basic() {
    return basic(PASSWORD);
  }

  static String basic(String password) {
    var text = USER + ":" + password;
    return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Of a node's proxy. */
  String address(String node) {
    return kubernetes.clusterIp(NAMESPACE, node + "-proxy");
  }

  /** The name of the pod of {@link #NAME}. */
  String pod() {
    return newest().getMetadata().getName();
  }

  private Pod newest() {
    return kubernetes.pods(NAMESPACE, SELECTOR).getFirst();
  }

  /** Whether another pod than that is in its place. */
  boolean isReadyWithoutPod(String name) {
    var pod = newest();
    return !pod.getMetadata().getName().equals(name) && Readiness.isPodReady(pod);
  }

  /** A certificate of the CA whose clients may come. */
  Credentials client() {
    return client;
  }

  /**
   * The certificates that a client is shown.
   *
   * @throws UncheckedIOException when nobody answers
   */
  static List<X509Certificate> served(String host) {
    try (var tls = (SSLSocket) Anyone.tls().getSocketFactory().createSocket(host, 443)) {
      tls.setSoTimeout(5_000);
      tls.startHandshake();
      return Stream.of(tls.getSession().getPeerCertificates())
          .map(X509Certificate.class::cast)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  X509Certificate served() {
    return served(HOST).getFirst();
  }

  /** Whether the certificate in a NodeCertificate's status is the one that clients are shown. */
  boolean serves(String serial) {
    return served().getSerialNumber().equals(new BigInteger(serial.replace(":", ""), 16));
  }
}
