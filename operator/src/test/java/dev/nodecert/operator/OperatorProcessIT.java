package dev.nodecert.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.testenv.ChildProcess;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.Ports;
import dev.nodecert.testenv.TestEnvironment;
import dev.nodecert.testenv.TestNamespace;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator as users run it: a process with flags, probes, metrics and logs. */
@TestEnvironment
class OperatorProcessIT {

  @TempDir private Path directory = Path.of("set by JUnit");

  @Test
  void theProcessIssuesTellsAndStops(Pebble pebble, Ports ports) throws Exception {
    var solver = URI.create("http://127.0.0.1:" + ports.next());
    var management = URI.create("http://127.0.0.1:" + ports.next());
    try (var cluster = Cluster.start();
        var namespace = TestNamespace.create(cluster.client(), "process");
        var process = start(cluster, solver, management);
        var scenario = new Scenario(cluster.client(), solver, pebble, namespace)) {
      process.awaitReady(Duration.ofSeconds(30), () -> isReady(management));

      scenario.serve("pve1.process.example.com").apply("account.yaml").apply("process-domain.yaml");
      scenario.awaitCertificate("pve1", Expect.ready());

      assertThat(get(management, "/healthz").statusCode()).isEqualTo(200);
      assertThat(get(management, "/metrics").body())
          .contains("nodecert_reconcile_seconds_count{controller=\"nodecertificate\"")
          .contains("nodecert_ca_request_seconds_count{endpoint=\"newOrder\",status=\"201\"}")
          .contains("nodecert_certificate_expiration_timestamp_seconds{name=\"pve1\"");
      assertThat(Files.readAllLines(process.log()))
          .anySatisfy(line ->
              assertThat(line)
                  .startsWith("{")
                  .contains("\"resource.name\":\"pve1\"")
                  .contains("\"resource.namespace\":\"" + namespace.name() + "\""));
    }
  }

  private ChildProcess start(Cluster cluster, URI solver, URI management) {
    RunningOperator.ensureNamespace(cluster.client());
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    return ChildProcess.start(
        "operator",
        directory,
        Map.of("KUBECONFIG", cluster.kubeconfig().toString(), "NODECERT_LOG_FORMAT", "json"),
        List.of(
            java.toString(),
            "-Dlogback.configurationFile=logback.xml", // Not the tests' own.
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--namespace=" + RunningOperator.NAMESPACE,
            "--solver-address=" + solver.getAuthority(),
            "--management-address=" + management.getAuthority()));
  }

  private static boolean isReady(URI management) throws InterruptedException {
    try {
      return get(management, "/readyz").statusCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException _) {
      return false; // It does not listen yet.
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
