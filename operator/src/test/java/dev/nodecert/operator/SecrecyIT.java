package dev.nodecert.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.OperatorProcess;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.Ports;
import dev.nodecert.testenv.TestEnvironment;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No key is anywhere but in its Secret: not in a log at its most talkative, an Event, a status,
 * nor, but for the number that it signs with, in the operator's memory.
 */
@TestEnvironment
class SecrecyIT {

  private static final String HMAC_KEY =
      "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";

  @TempDir private Path directory = Path.of("set by JUnit");

  @Test
  void keysAreNowhereButInTheirSecrets(
      @PebbleWith(externalAccountKeys = "kid-1=" + HMAC_KEY) Pebble pebble, Ports ports)
      throws Exception {
    try (var cluster = Cluster.start();
        var namespace = TestNamespace.create(cluster.client(), "secrecy");
        var process = OperatorProcess.start(cluster, directory, ports, "--log-level=trace");
        var scenario = new Scenario(cluster.client(), process.solver(), pebble, namespace)) {
      scenario
          .serve("pve1.one.example.com")
          .apply("external-account-key.yaml")
          .apply("account-with-external-account.yaml")
          .apply("one-domain.yaml");
      scenario.awaitCertificate("pve1", Expect.ready());

      var accountKey = accountKey(cluster);
      var told = told(cluster, process);
      assertThat(forms(accountKey)).noneMatch(told::contains);
      assertThat(forms(scenario.secret("pve1-tls").orElseThrow())).noneMatch(told::contains);
      assertThat(told).doesNotContain(HMAC_KEY);

      // A request's buffer may outlive it until its connection is used again; a kept key stays.
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(() -> assertKeepsNone(process, accountKey));
    }
  }

  private void assertKeepsNone(OperatorProcess process, Secret accountKey) throws Exception {
    var memory = process.heapDump(directory.resolve("heap.hprof"));
    assertThat(memory.contains("nodecert.dev/certificate")).as("is a dump").isTrue();
    assertThat(forms(accountKey)).noneMatch(memory::contains);
    assertThat(memory.contains(HMAC_KEY)).as("the HMAC key is kept").isFalse();
  }

  private static Secret accountKey(Cluster cluster) {
    var keys =
        cluster
            .client()
            .secrets()
            .inNamespace(RunningOperator.NAMESPACE)
            .withLabel("nodecert.dev/account-key")
            .list()
            .getItems();
    assertThat(keys).hasSize(1);
    return keys.getFirst();
  }

  /** The ways to write a key: as the API server has it, as PEM has it, and each line of that. */
  private static List<String> forms(Secret secret) {
    var encoded = secret.getData().get("tls.key");
    var pem = new String(Base64.getDecoder().decode(encoded), StandardCharsets.US_ASCII);
    return Stream.concat(Stream.of(encoded), pem.lines().filter(line -> !line.startsWith("-----")))
        .toList();
  }

  private static String told(Cluster cluster, OperatorProcess process) throws Exception {
    var objects =
        cluster.kubectl(
            "get", "events,nodecertificates,acmeaccounts", "--all-namespaces", "--output=yaml");
    return Files.readString(process.log()) + objects;
  }
}
