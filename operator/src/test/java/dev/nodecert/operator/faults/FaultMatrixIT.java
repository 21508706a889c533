package dev.nodecert.operator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Occasion;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.Ports;
import dev.nodecert.testenv.TestEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * An http-01 issuance through every request × every fault. Each cell must become Ready by itself,
 * with one order where the first was known and alive, no key without its certificate, no Secret too
 * many, and nothing wrong in any version of the served Secret.
 */
@TestEnvironment
class FaultMatrixIT {

  @Test
  void everyRequestSurvivesEveryFault(
      @PebbleWith(nonceRejectPercent = 0, authorizationReusePercent = 0) Pebble pebble, Ports ports)
      throws Exception {
    var logs = Files.createDirectories(Path.of("target", "testenv", "faults").toAbsolutePath());
    try (var cluster = Cluster.start();
        var matrix = new FaultMatrix(FaultLab.open(cluster, pebble, ports, logs))) {
      var rows = matrix.record();
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

  private static long seconds(Instant since) {
    return Duration.between(since, Instant.now()).toSeconds();
  }
}
