package dev.nodecert.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.NameProof;
import dev.nodecert.api.v1alpha1.ProofState;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.OperatorProcess;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.ShippedRights;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.Ports;
import dev.nodecert.testenv.TestNamespace;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  private final Pebble pebble;
  private final TestNamespace namespace;
  private final Ports ports;

  @TempDir private Path directory = Path.of("set by JUnit");
  private OperatorProcess process;
  private Scenario scenario;

  SolverProcessIT(
      Cluster cluster,
      RunningOperator operatorElsewhere,
      Pebble pebble,
      TestNamespace namespace,
      Ports ports) {
    this.cluster = cluster;
    this.pebble = pebble;
    this.namespace = namespace;
    this.ports = ports;
  }

  @BeforeEach
  void start() {
    var kubeconfig = ShippedRights.on(cluster).solverKubeconfig(directory);
    process = new OperatorProcess(directory, kubeconfig, List.of("--role=solver"), ports);
    process.start();
    scenario = new Scenario(cluster.client(), process.solver(), pebble, namespace);
  }

  @AfterEach
  void close() {
    process.close();
    scenario.close();
  }

  @Test
  void itAnswersForAnOperatorElsewhereAndCountsIt() throws Exception {
    scenario.serve("pve1.one.example.com").apply("account.yaml").apply("one-domain.yaml");

    scenario.awaitCertificate("pve1", Expect.ready());

    assertThat(scenario.proxy().requests()).isNotEmpty();
    assertThat(process.get("/metrics").body())
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
          HttpRequest.newBuilder(process.solver().resolve(challenge()))
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
            TOKEN,
            null);
    return new Issuance(
        "https://ca.example.com/order/1", "hash", "x", Instant.EPOCH, "x", null, List.of(proof));
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
    var socket = new Socket(process.solver().getHost(), process.solver().getPort());
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
}
