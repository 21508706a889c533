package dev.nodecert.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.faults.Row.Server;
import dev.nodecert.operator.testing.AccountsAtCA;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Fault;
import dev.nodecert.testenv.FaultPlan;
import dev.nodecert.testenv.Occasions;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.Ports;
import dev.nodecert.testenv.TestEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A key rollover through every request × faults of each kind. Each must come to its end by itself,
 * with one new key, one account, and the key in the Secret that the CA accepts.
 */
@TestEnvironment
class KeyRolloverFaultsIT {

  private static final String RECORDED = "key-recorded";
  private static final List<Fault> SURVIVED =
      List.of(Fault.INTERNAL_ERROR, Fault.HTML, Fault.CUT_AFTER);
  private static final List<Fault> KILLS = List.of(Fault.KILL_BEFORE, Fault.KILL_AFTER);

  @Test
  void everyRequestSurvivesFaultsOfEachKind(
      @PebbleWith(nonceRejectPercent = 0, authorizationReusePercent = 0) Pebble pebble, Ports ports)
      throws IOException {
    var logs = Files.createDirectories(Path.of("target", "testenv", "keys").toAbsolutePath());
    try (var cluster = Cluster.start();
        var site =
            FaultSite.open(
                FaultLab.open(
                    cluster, new Validation.Http01(pebble), Optional.empty(), ports, logs),
                "keys")) {
      site.operator().start();
      var rows = record(site);
      assertThat(rows)
          .extracting(row -> row.request().name())
          .contains(
              KeyRollover.KEY_CHANGE,
              AccountRequest.ADD_SUCCESSOR,
              AccountRequest.PROMOTE_SUCCESSOR,
              AccountRequest.EVENT);

      var all = run(rows, site);

      site.operator().close();
      var ca = new AccountsAtCA(pebble);
      assertThat(all)
          .allSatisfy(rollover ->
              assertThat(rollover.complaints(cluster.client(), ca)).as(rollover.name()).isEmpty());
    }
  }

  /** Rolls one key over without a fault: what was requested are the rows. */
  private static List<Row> record(FaultSite site) {
    var ca = new Occasions();
    var api = new Occasions();
    site.provideAccount(RECORDED, Course.HTTP01);
    Patience.FOR_ONE_ISSUANCE.until(() -> site.isRegistered(RECORDED));
    site.disturbCA(RECORDED, counting(ca, Server.CA));
    site.disturbAccountApi(RECORDED, counting(api, Server.API));
    site.raiseKeyVersion(RECORDED, 2);
    Patience.FOR_ONE_ISSUANCE.until(
        () -> api.seen().stream().anyMatch(it -> it.name().equals(AccountRequest.EVENT)));
    return Stream.concat(rows(Server.CA, ca), rows(Server.API, api)).toList();
  }

  private static FaultPlan counting(Occasions occasions, Server server) {
    return request -> {
      KeyRollover.naming(server).apply(request).ifPresent(occasions::count);
      return Optional.empty();
    };
  }

  private static Stream<Row> rows(Server server, Occasions occasions) {
    var seen = occasions.seen();
    return IntStream.range(0, seen.size()).mapToObj(at -> new Row(server, at + 1, seen.get(at)));
  }

  /** Those that the operator survives beside each other, and while they rest it is killed. */
  private static List<KeyRollover> run(List<Row> rows, FaultSite site) {
    var survived = rollovers(rows, SURVIVED, site);
    var kills = rollovers(rows, KILLS, site);
    var all = Stream.concat(survived.stream(), kills.stream()).toList();
    all.forEach(KeyRollover::prepare);
    Patience.FOR_RETRIES.until(() -> all.stream().allMatch(KeyRollover::isPrepared));
    survived.forEach(KeyRollover::begin);
    Patience.FOR_RETRIES.until(() -> survived.stream().allMatch(KeyRollover::isSettled));
    surviveKills(kills, site);
    Patience.FOR_RETRIES.until(() -> all.stream().allMatch(KeyRollover::isOver));
    return all;
  }

  private static List<KeyRollover> rollovers(List<Row> rows, List<Fault> faults, FaultSite site) {
    return rows.stream()
        .flatMap(row -> faults.stream().map(fault -> new KeyRollover(row, fault, site)))
        .toList();
  }

  /** All at once: each dies at its own request. */
  private static void surviveKills(List<KeyRollover> kills, FaultSite site) {
    site.expectDeathOf(kills.size());
    kills.forEach(KeyRollover::begin);
    while (kills.stream().anyMatch(kill -> !kill.isSettled())
        && Patience.FOR_ONE_ISSUANCE.until(() -> !site.operator().isAlive())) {
      site.operator().start();
      Patience.FOR_ONE_ISSUANCE.until(
          () -> kills.stream().allMatch(KeyRollover::isSettled) || !site.operator().isAlive());
    }
  }
}
