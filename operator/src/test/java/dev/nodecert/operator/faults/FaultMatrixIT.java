package dev.nodecert.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.testenv.Bind;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Occasion;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleConfig;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.Ports;
import dev.nodecert.testenv.TestEnvironment;
import dev.nodecert.testenv.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * An issuance by http-01, and one by dns-01, through every request × every fault. Each cell must
 * become Ready by itself, with one order where the first was known and alive, no key without its
 * certificate, no Secret and no TXT record too many, and nothing wrong in any version of the served
 * Secret.
 */
@TestEnvironment
class FaultMatrixIT {

  @Test
  void everyRequestOfHttp01SurvivesEveryFault(
      @PebbleWith(nonceRejectPercent = 0, authorizationReusePercent = 0) Pebble pebble, Ports ports)
      throws Exception {
    try (var cluster = Cluster.start()) {
      run(FaultLab.open(cluster, pebble, new Validation.Http01(pebble), ports, logs("http01")));
    }
  }

  @Test
  void everyRequestOfDns01SurvivesEveryFault(Ports ports) throws Exception {
    try (var bind = Bind.start(Zone.named("faults.example.com"));
        var pebble = Pebble.start(asking(bind));
        var cluster = Cluster.start()) {
      var validation = new Validation.Dns01(bind);
      var lab = FaultLab.open(cluster, pebble, validation, ports, logs("dns01"));
      lab.apply("dns/plugin.yaml", inBind(bind));
      run(lab);
    }
  }

  private static PebbleConfig asking(Bind bind) {
    return PebbleConfig.builder()
        .nonceRejectPercent(0)
        .authorizationReusePercent(0)
        .nameServer(bind.nameServer())
        .build();
  }

  private static Map<String, String> inBind(Bind bind) {
    var replacements = new LinkedHashMap<String, String>();
    replacements.put("192.0.2.53:5353", bind.nameServer());
    replacements.put("192.0.2.53", bind.address().getHostAddress());
    replacements.put("5353", Integer.toString(bind.port()));
    replacements.put("the-tsig-key", bind.tsigKey().name());
    replacements.put("the-tsig-secret", bind.tsigKey().secret());
    replacements.put("the-zone.example.com", "faults.example.com");
    return replacements;
  }

  private static Path logs(String name) throws IOException {
    return Files.createDirectories(Path.of("target", "testenv", "faults", name).toAbsolutePath());
  }

  private static void run(FaultLab lab) throws Exception {
    try (var matrix = new FaultMatrix(lab)) {
      var rows = matrix.record().stream().filter(FaultMatrixIT::isAlwaysThere).toList();
      assertThat(rows)
          .extracting(Row::request)
          .contains(
              new Occasion(AcmeRequests.NEW_ORDER, 1),
              new Occasion(AcmeRequests.AUTHORIZATION, 1),
              new Occasion(ApiRequest.STATUS, 1),
              new Occasion(ApiRequest.STATUS, 2));

      var begin = Instant.now();
      var evidence = matrix.run(rows);

      var table = MatrixTable.of(rows, evidence).toString();
      System.out.printf(
          "%s%d cells in %d s; *: a second order, as the first was lost or had died%n",
          table, evidence.size(), seconds(begin));
      assertThat(evidence)
          .as(table)
          .filteredOn(it -> !it.complaints().isEmpty())
          .extracting(
              it -> "%s × %s: %s".formatted(it.cell().row(), it.cell().fault(), it.complaints()))
          .isEmpty();
    }
  }

  /** A record that is removed in time is told of by the second status. */
  private static boolean isAlwaysThere(Row row) {
    return !row.request().equals(new Occasion(ApiRequest.STATUS, 3));
  }

  private static long seconds(Instant since) {
    return Duration.between(since, Instant.now()).toSeconds();
  }
}
