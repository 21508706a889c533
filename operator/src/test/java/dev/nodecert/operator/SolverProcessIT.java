package dev.nodecert.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.NameProof;
import dev.nodecert.api.v1alpha1.ProofState;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.testenv.ChildProcess;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.Ports;
import dev.nodecert.testenv.TestNamespace;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The solver as it faces the internet: a process of its own that may read no Secret. */
@WithOperator
class SolverProcessIT {

  private static final String TOKEN = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA";
  private static final int SLOW_CONNECTIONS = 2_000;
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);

  private final Cluster cluster;
  private final TestNamespace namespace;
  private final URI solver;
  private final URI management;
  private final Scenario scenario;

  @TempDir private Path directory = Path.of("set by JUnit");
  private ChildProcess process;

  SolverProcessIT(
      Cluster cluster,
      RunningOperator operator,
      Pebble pebble,
      TestNamespace namespace,
      Ports ports) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.solver = URI.create("http://127.0.0.1:" + ports.next());
    this.management = URI.create("http://127.0.0.1:" + ports.next());
    this.scenario = new Scenario(cluster.client(), solver, pebble, namespace);
  }

  @BeforeEach
  void start() throws IOException {
    scenario.apply("solver-rights.yaml");
    var binding = namespace.name();
    cluster.kubectl(
        "create",
        "clusterrolebinding",
        binding,
        "--clusterrole=" + scenario.account(),
        "--serviceaccount=" + namespace.name() + ":solver");
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    process =
        ChildProcess.start(
            "solver",
            directory,
            Map.of("KUBECONFIG", kubeconfig().toString()),
            List.of(
                java.toString(),
                "-Xmx128m",
                "-Dlogback.configurationFile=logback.xml", // Not the tests' own.
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--role=solver",
                "--solver-address=" + solver.getAuthority(),
                "--management-address=" + management.getAuthority()));
    process.awaitReady(Duration.ofSeconds(30), this::isReady);
  }

  private Path kubeconfig() throws IOException {
    var copy = Files.copy(cluster.kubeconfig(), directory.resolve("kubeconfig"));
    var token = cluster.kubectl("create", "token", "solver", "--namespace=" + namespace.name());
    var file = "--kubeconfig=" + copy;
    cluster.kubectl(file, "config", "set-credentials", "solver", "--token=" + token.strip());
    cluster.kubectl(file, "config", "set-context", "--current", "--user=solver");
    return copy;
  }

  private boolean isReady() throws InterruptedException {
    try {
      return get(management, "/readyz").statusCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException _) {
      return false; // It does not listen yet.
    }
  }

  @AfterEach
  void close() {
    process.close();
    scenario.close();
    cluster.kubectl("delete", "clusterrolebinding", namespace.name());
    cluster.kubectl("delete", "clusterrole", scenario.account());
  }

  @Test
  void itAnswersForAnOperatorElsewhereAndCountsIt() throws Exception {
    scenario.serve("pve1.one.example.com").apply("account.yaml").apply("one-domain.yaml");

    scenario.awaitCertificate("pve1", Expect.ready());

    assertThat(scenario.proxy().requests()).isNotEmpty();
    assertThat(get(management, "/metrics").body())
        .contains("nodecert_challenge_requests_total{result=\"answered\"}");
  }

  @Test
  void slowConnectionsKeepNobodyFromAnAnswer() throws Exception {
    scenario.apply("account.yaml").apply("suspended-domain.yaml");
    scenario.awaitAccount(Expect.registered());
    scenario.awaitCertificate("pve1", Expect.notReady("Suspended"));
    scenario.writeIssuance("pve1", issuance());
    var slow = new ArrayList<Socket>();
    try {
      for (int i = 0; i < SLOW_CONNECTIONS; i++) {
        slow.add(begun("GET /%s/.well-known/acme-ch".formatted(namespace.name())));
      }

      var request =
          HttpRequest.newBuilder(solver.resolve(challenge()))
              .timeout(Duration.ofSeconds(1))
              .build();
      try (var http = HttpClient.newHttpClient()) {
        assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
      }
      Awaitility.await()
          .atMost(REQUEST_LIMIT.multipliedBy(4))
          .until(() -> isClosed(slow.getFirst()) && isClosed(slow.getLast()));
    } finally {
      for (var socket : slow) {
        socket.close();
      }
    }
  }

  private static Issuance issuance() {
    var proof =
        new NameProof(
            "pve1.suspended.example.com",
            "https://ca.example.com/authorization/1",
            ProofState.Pending,
            "https://ca.example.com/challenge/1",
            "http-01",
            TOKEN);
    return new Issuance(
        "https://ca.example.com/order/1", "hash", "x", Instant.EPOCH, "x", List.of(proof));
  }

  private String challenge() {
    return "/%s/.well-known/acme-challenge/%s".formatted(namespace.name(), TOKEN);
  }

  @Test
  void aRequestThatNeverEndsIsCutOff() throws Exception {
    try (var endless = begun("GET /" + "x".repeat(20_000))) {
      Awaitility.await().atMost(REQUEST_LIMIT.multipliedBy(2)).until(() -> isClosed(endless));
    }
    try (var endless = begun("GET / HTTP/1.1\r\nHost: x\r\nCookie: " + "x".repeat(20_000))) {
      Awaitility.await().atMost(REQUEST_LIMIT.multipliedBy(2)).until(() -> isClosed(endless));
    }
  }

  private Socket begun(String text) throws IOException {
    var socket = new Socket(solver.getHost(), solver.getPort());
    socket.setSoTimeout(1);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static boolean isClosed(Socket socket) {
    try {
      while (socket.getInputStream().read() >= 0) {
        // An error page may come first.
      }
      return true;
    } catch (SocketTimeoutException stillOpen) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  private static HttpResponse<String> get(URI server, String path)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString());
    }
  }
}
