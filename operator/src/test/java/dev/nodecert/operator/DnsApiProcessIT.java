package dev.nodecert.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.testing.AccountKeysInSecrets;
import dev.nodecert.operator.testing.DnsScenario;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.OperatorProcess;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.testenv.AcmeSh;
import dev.nodecert.testenv.Bind;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.DnsFault;
import dev.nodecert.testenv.DnsMessageKind;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.Ports;
import dev.nodecert.testenv.TestEnvironment;
import dev.nodecert.testenv.TestNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator, and the process that runs scripts for it: absent, killed, and there again. */
@TestEnvironment
class DnsApiProcessIT {

  private static final String KUBECONFIG = "current-context: not-to-be-read";

  @TempDir private Path directory = Path.of("set by JUnit");

  @Test
  void aCertificateComesThroughWhateverBecomesOfTheScriptsProcess(
      @PebbleWith(dns = PebbleWith.Dns.BIND, authorizationReusePercent = 0) Pebble pebble,
      Bind bind,
      Ports ports)
      throws Exception {
    try (var cluster = Cluster.start();
        var namespace = TestNamespace.create(cluster.client(), "dnsapi");
        var scripts = scripts(bind, ports);
        var operator = operator(cluster, ports);
        var relay = bind.startRelay();
        var dns =
            new DnsScenario(
                cluster.client(),
                new Scenario(cluster.client(), operator.solver(), pebble, namespace),
                bind)) {
      var killed = new CountDownLatch(1);
      var first = new AtomicBoolean(true);
      relay.follow(kind -> {
        if (kind != DnsMessageKind.ADDITION || !first.getAndSet(false)) {
          return Optional.empty();
        }
        scripts.kill();
        killed.countDown();
        return Optional.of(DnsFault.ANSWER_LOST);
      });
      dns.apply(
              "script-plugin.yaml",
              text ->
                  text.replace(
                      "NSUPDATE_SERVER: 192.0.2.53",
                      "NSUPDATE_SERVER: " + relay.address().getHostAddress()))
          .apply("domain.yaml");

      dns.scenario()
          .awaitCertificate(
              "pve1",
              c ->
                  c.getStatus() != null
                      && c.getStatus().issuance() != null
                      && Objects.equals(
                          c.getStatus().issuance().waitingFor(),
                          "The dnsapi container does not answer at %s.".formatted(socket())));
      scripts.start();
      assertThat(killed.await(20, TimeUnit.SECONDS)).as("in the middle of a script").isTrue();
      scripts.start();

      dns.scenario()
          .awaitCertificate(
              "pve1",
              c ->
                  Expect.ready().test(c)
                      && c.getStatus().records().isEmpty()
                      && c.getMetadata().getFinalizers().isEmpty());
      assertThat(dns.challenges("pve1." + dns.zone())).isEmpty();
      assertThat(operator.get("/metrics").body())
          .contains("nodecert_ca_request_seconds_count{endpoint=\"newOrder\",status=\"201\"} 1\n");
      assertThat(scripts.get("/metrics").body())
          .contains("nodecert_dnsapi_script_seconds_count{outcome=\"succeeded\"} 2\n")
          .contains("nodecert_dnsapi_scripts_running 0.0\n");
      assertKnowsNoSecretOfTheOperators(scripts, cluster, dns.plugin());
    }
    assertThat(socket()).as("after a stop that was asked for").doesNotExist();
  }

  /** It has a kubeconfig that it must not look at, and no other way to a cluster. */
  private OperatorProcess scripts(Bind bind, Ports ports) throws IOException {
    return new OperatorProcess(
        Files.createDirectory(directory.resolve("scripts")),
        Files.writeString(directory.resolve("kubeconfig"), KUBECONFIG),
        List.of(
            "--role=dnsapi",
            "--dnsapi-socket=" + socket(),
            "--acme-sh-home=" + AcmeSh.provide().home(),
            "--dnsapi-path=" + bind.nsupdateFolder() + ":/usr/bin:/bin"),
        ports);
  }

  private OperatorProcess operator(Cluster cluster, Ports ports) throws IOException {
    return OperatorProcess.start(
        cluster,
        Files.createDirectory(directory.resolve("operator")),
        ports,
        "--role=operator",
        "--dnsapi-socket=" + socket(),
        "--acme-sh-home=" + AcmeSh.provide().home());
  }

  private Path socket() {
    return directory.resolve("dnsapi.sock");
  }

  private void assertKnowsNoSecretOfTheOperators(
      OperatorProcess scripts, Cluster cluster, String account) throws Exception {
    var memory = scripts.heapDump(directory.resolve("heap.hprof"));
    assertThat(memory.contains("/acme.sh")).as("is a dump").isTrue();
    var key =
        new AccountKeysInSecrets(cluster.client(), account)
            .secrets()
            .getFirst()
            .getData()
            .get("tls.key");
    assertThat(memory.contains(key)).as("has the account's key").isFalse();
    assertThat(memory.contains(KUBECONFIG)).as("has looked at the kubeconfig").isFalse();
  }
}
