package dev.nodecert.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.OperatorProcess;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.Ports;
import dev.nodecert.testenv.TestEnvironment;
import dev.nodecert.testenv.TestNamespace;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator as users run it: a process with flags, probes, metrics and logs. */
@TestEnvironment
class OperatorProcessIT {

  @TempDir private Path directory = Path.of("set by JUnit");

  @Test
  void theProcessIssuesTellsAndStops(Pebble pebble, Ports ports) throws Exception {
    try (var cluster = Cluster.start();
        var namespace = TestNamespace.create(cluster.client(), "process");
        var process = OperatorProcess.start(cluster, directory, ports, "--log-format=json");
        var scenario = new Scenario(cluster.client(), process.solver(), pebble, namespace)) {
      scenario.serve("pve1.process.example.com").apply("account.yaml").apply("process-domain.yaml");
      scenario.awaitCertificate("pve1", Expect.ready());

      assertThat(process.get("/healthz").statusCode()).isEqualTo(200);
      assertThat(process.get("/metrics").body())
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
}
