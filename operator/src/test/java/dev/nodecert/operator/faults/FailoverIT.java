package dev.nodecert.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.faults.Interruption.Moment;
import dev.nodecert.operator.faults.Row.Server;
import dev.nodecert.operator.testing.OperatorProcess;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Occasion;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.Ports;
import dev.nodecert.testenv.ProxiedExchange;
import dev.nodecert.testenv.TestEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A leader that ends in the middle of ten orders, each at another request: the other replica takes
 * over within the Lease, and brings each of them to its end.
 */
@TestEnvironment
class FailoverIT {

  private static final Duration LEASE = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** For a start of the other's controllers, on a machine with other work. */
  private static final Duration TO_NOTICE = Duration.ofSeconds(5);

  private static final List<Row> REQUESTS =
      List.of(
          new Row(Server.CA, 1, new Occasion(AcmeRequests.NEW_ORDER, 1)),
          new Row(Server.API, 2, new Occasion(ApiRequest.ORDER_STATUS, 1)),
          new Row(Server.CA, 3, new Occasion("POST chalZ", 1)),
          new Row(Server.CA, 4, new Occasion("POST finalize-order", 1)),
          new Row(Server.API, 5, new Occasion("PATCH secret …-tls", 1)));

  private final Pebble pebble;
  private final Ports ports;

  FailoverIT(
      @PebbleWith(nonceRejectPercent = 0, authorizationReusePercent = 0) Pebble pebble,
      Ports ports) {
    this.pebble = pebble;
    this.ports = ports;
  }

  @Test
  void theOtherReplicaFinishesWhatAKilledLeaderHasBegun() throws IOException {
    failOver("killed", OperatorProcess::kill, _ -> {});
  }

  @Test
  void aLeaderThatStoodStillDoesNothingAnyMore() throws IOException {
    failOver("paused", OperatorProcess::pause, FailoverIT::comesBack);
  }

  private void failOver(String name, Consumer<OperatorProcess> end, Consumer<FaultSite> comesBack)
      throws IOException {
    var folder = Path.of("target", "testenv", "failover", name).toAbsolutePath();
    try (var cluster = Cluster.start()) {
      var lab =
          FaultLab.open(
              cluster,
              new Validation.Http01(pebble),
              Optional.empty(),
              ports,
              Files.createDirectories(folder));
      try (var solver = lab.solver();
          var site = FaultSite.ofLeader(lab, name, solver.solver(), replica("first"), end);
          var second = site.otherReplica("second", replica("second"))) {
        solver.start();
        site.operator().start();
        second.start();
        var orders = orders(name, site);
        begin(orders, site);

        var took = takeOver(site, cluster, orders);
        Patience.FOR_RETRIES.until(() -> orders.stream().allMatch(FailoverIT::isDone));
        comesBack.accept(site);

        System.out.printf("%s: another leads after %d ms%n", name, took.toMillis());
        assertThat(took).isLessThan(LEASE.plus(RETRY).plus(TO_NOTICE));
        judge(orders, site.end());
      }
    }
  }

  private static List<String> replica(String identity) {
    return List.of(
        "--identity=" + identity,
        "--lease-duration=" + LEASE.toSeconds() + "s",
        "--renew-deadline=4s",
        "--retry-period=" + RETRY.toSeconds() + "s");
  }

  private static List<Interruption> orders(String series, FaultSite site) {
    return REQUESTS.stream()
        .flatMap(row ->
            Stream.of(Moment.values()).map(moment -> new Interruption(series, row, moment, site)))
        .toList();
  }

  private static void begin(List<Interruption> orders, FaultSite site) {
    orders.forEach(order -> order.subject().provideAccount());
    Patience.FOR_RETRIES.until(
        () -> orders.stream().allMatch(order -> order.subject().isRegistered()));
    site.expectDeathOf(orders.size());
    orders.forEach(Interruption::begin);
  }

  private static Duration takeOver(FaultSite site, Cluster cluster, List<Interruption> orders) {
    Patience.FOR_ONE_ISSUANCE.until(() -> orders.stream().allMatch(Interruption::hasCome));
    site.awaitEnd();
    var ended = Instant.now();
    Patience.FOR_ONE_ISSUANCE.until(() -> leader(cluster).equals("second"));
    return Duration.between(ended, Instant.now());
  }

  private static String leader(Cluster cluster) {
    return cluster
        .client()
        .leases()
        .inNamespace(RunningOperator.NAMESPACE)
        .withName("nodecert-operator")
        .require()
        .getSpec()
        .getHolderIdentity();
  }

  private static boolean isDone(Interruption order) {
    return order.subject().ended().isPresent();
  }

  /** All is done, and so whatever is asked from now on is asked by the leader of old. */
  private static void comesBack(FaultSite former) {
    var asked = former.exchanges();
    var written = writes(former);

    former.operator().goOn();

    assertThat(Patience.FOR_ONE_ISSUANCE.until(() -> !former.operator().isAlive()))
        .as("the leader of old ends by itself")
        .isTrue();
    assertThat(former.exchanges()).as("requests to the CA").hasSameSizeAs(asked);
    assertThat(writes(former)).as("writes").hasSameSizeAs(written);
  }

  private static List<ProxiedExchange> writes(FaultSite site) {
    return site.apiExchanges().stream()
        .filter(it -> !it.request().method().equals("GET"))
        .filter(it -> !it.request().path().contains("/leases"))
        .toList();
  }

  private static void judge(List<Interruption> orders, Aftermath aftermath) {
    assertThat(orders)
        .allSatisfy(order -> {
          var name = order.subject().name();
          var domain = FaultSite.domain(name);
          assertThat(order.hasCome()).as("%s has come", name).isTrue();
          assertThat(isDone(order)).as("%s is Ready", name).isTrue();
          assertThat(aftermath.orders().made(domain))
              .as("orders of %s", name)
              .isBetween(1L, (long) order.allowedOrders());
          assertThat(aftermath.secretsOf(name)).containsExactly(name + "-tls");
          assertThat(aftermath.history().objections(name)).isEmpty();
        });
  }
}
