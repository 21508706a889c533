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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every course through every request × faults: a first certificate by http-01 and by dns-01, a
 * renewal, a revocation on demand, and one before a deletion. Each cell must become Ready by itself
 * (or be gone), with one order where the first was known and alive, revoked once where it is to be
 * revoked, no key without its certificate, no Secret and no TXT record too many, and nothing wrong
 * in any version of the served Secret.
 */
@TestEnvironment
class FaultMatrixIT {

  private static final List<Occasion> OF_AN_ORDER =
      List.of(
          new Occasion(AcmeRequests.NEW_ORDER, 1),
          new Occasion(AcmeRequests.AUTHORIZATION, 1),
          new Occasion(ApiRequest.ORDER_STATUS, 1),
          new Occasion(ApiRequest.STATUS, 1));
  private static final List<Occasion> OF_A_REVOCATION =
      List.of(new Occasion(AcmeRequests.REVOKE, 1), new Occasion("PATCH secret …-tls", 1));

  @Test
  void everyCourseSurvivesEveryFaultOfEveryRequest(
      @PebbleWith(nonceRejectPercent = 0, authorizationReusePercent = 0) Pebble pebble, Ports ports)
      throws Exception {
    try (var bind = Bind.start(Zone.named("faults.example.com"));
        var askingBind = Pebble.start(asking(bind));
        var cluster = Cluster.start()) {
      var lab =
          FaultLab.open(
              cluster,
              new Validation.Http01(pebble),
              Optional.of(new Validation.Dns01(askingBind, bind)),
              ports,
              Files.createDirectories(Path.of("target", "testenv", "faults").toAbsolutePath()));
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

  private static void run(FaultLab lab) throws Exception {
    try (var matrix = new FaultMatrix(lab)) {
      matrix.start();
      var recorded = record(matrix);
      var begin = Instant.now();
      var evidence = matrix.run(cells(recorded));

      var tables = tables(recorded, evidence);
      System.out.printf(
          "%s%d cells in %d s; *: an order more, as one was lost or had died%n",
          tables, evidence.size(), Duration.between(begin, Instant.now()).toSeconds());
      assertThat(evidence)
          .as(tables)
          .filteredOn(it -> !it.complaints().isEmpty())
          .extracting(it ->
              "%s: %s × %s: %s"
                  .formatted(it.cell().name(), it.cell().row(), it.cell().fault(), it.complaints()))
          .isEmpty();
    }
  }

  /** The courses that are named, or all: to look at one alone. */
  private static List<Course> courses() {
    return Stream.of(Course.values())
        .filter(course -> System.getProperty("courses", course.name()).contains(course.name()))
        .toList();
  }

  private static Map<Course, Recorded> record(FaultMatrix matrix) {
    var recorded = new EnumMap<Course, Recorded>(Course.class);
    courses()
        .forEach(course ->
            recorded.put(course, matrix.record(course).only(row -> isAlwaysThere(course, row))));
    assertThat(recorded.values())
        .allSatisfy(it -> assertThat(it.requests()).containsAll(required(it.course())));
    return recorded;
  }

  /** Another run of the reconciler may see the deletion, or be too late for it. */
  private static boolean isAlwaysThere(Course course, Row row) {
    return course != Course.DELETION || !row.request().equals(new Occasion("GET secret …-tls", 2));
  }

  /** What a recording without would have missed. */
  private static List<Occasion> required(Course course) {
    return switch (course) {
      case HTTP01, DNS01, RENEWAL -> OF_AN_ORDER;
      case REVOCATION, DELETION -> OF_A_REVOCATION;
    };
  }

  private static List<Cell> cells(Map<Course, Recorded> recorded) {
    return recorded.values().stream()
        .flatMap(it ->
            Optional.ofNullable(recorded.get(it.course().basis()))
                .map(it::cellsBeside)
                .orElseGet(it::cells))
        .toList();
  }

  private static String tables(Map<Course, Recorded> recorded, List<Evidence> evidence) {
    return recorded.values().stream()
        .map(it -> MatrixTable.of(it, evidence).toString())
        .collect(Collectors.joining());
  }
}
