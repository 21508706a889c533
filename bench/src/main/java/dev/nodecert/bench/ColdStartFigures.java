package dev.nodecert.bench;

import dev.nodecert.bench.lab.Fleet;
import dev.nodecert.bench.lab.Lab;
import dev.nodecert.bench.lab.Operator;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What a start costs where a fleet is ready, and where all of it is to be asked about anew. */
final class ColdStartFigures implements FigureGroup {

  /**
   * Pebble comes to a halt once in some thousand orders that are made at the same moment: one holds
   * an authorization and wants its store, another the store and wants that authorization.
   */
  private static final String ONE_ORDER_AT_A_TIME = "--workers=1";

  private static final int NAMESPACES = 20;
  private static final int IN_EACH = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration AFTERWARDS = Duration.ofSeconds(5);
  private static final int RATES = 20;
  private static final double GOAL_SECONDS = 30;

  /** The burst that Let's Encrypt lets pass of requests for renewal information. */
  private static final double GOAL_RATE = 100;

  @Override
  public String name() {
    return "coldstart";
  }

  @Override
  public List<String> figures() {
    return List.of(
        "coldstart_2000_seconds",
        "coldstart_2000_orders",
        "coldstart_2000_ca_requests",
        "coldstart_2000_writes",
        "coldstart_2000_rss_mib",
        "coldstart_2000_due_ca_requests_a_second");
  }

  @Override
  public List<Figure> measure(Lab lab) {
    var fleet = new Fleet(lab, NAMESPACES, IN_EACH);
    try (var operator = lab.startOperator(ONE_ORDER_AT_A_TIME)) {
      fleet.order(operator);
    }
    return Stream.concat(withNothingDue(lab, fleet), withAllDue(lab, fleet)).toList();
  }

  private static Stream<Figure> withNothingDue(Lab lab, Fleet fleet) {
    var writes = lab.writesFromNow();
    var begin = System.nanoTime();
    try (var operator = lab.startOperator()) {
      awaitAllSeen(operator, fleet);
      var taken = Duration.ofNanos(System.nanoTime() - begin);
      lab.rest(AFTERWARDS);
      var written = writes.settled();
      var counted = operator.metrics();
      return Stream.of(
          Figure.of("coldstart_2000_seconds", Sample.seconds(taken), "s").atMost(GOAL_SECONDS),
          Figure.of("coldstart_2000_orders", counted.newOrders(), "orders").atMost(0),
          Figure.of("coldstart_2000_ca_requests", counted.caRequests(), "requests").atMost(0),
          Figure.of("coldstart_2000_writes", written.others() + written.events(), "writes")
              .atMost(0),
          Figure.of("coldstart_2000_rss_mib", operator.residentMebibytes(), "MiB"));
    }
  }

  /** As after a night without an operator: the CA is to be asked about each renewal at once. */
  private static Stream<Figure> withAllDue(Lab lab, Fleet fleet) {
    fleet.outdateRenewalInformation();
    try (var operator = lab.startOperator()) {
      var rates = Sample.of(RATES, () -> requestsInASecond(lab, operator));
      return Stream.of(
          Figure.of("coldstart_2000_due_ca_requests_a_second", rates.max(), "requests/s")
              .atMost(GOAL_RATE));
    }
  }

  private static double requestsInASecond(Lab lab, Operator operator) {
    var begin = System.nanoTime();
    var before = operator.metrics().caRequests();
    lab.rest(Duration.ofSeconds(1));
    var more = operator.metrics().caRequests() - before;
    return more / Sample.seconds(Duration.ofNanos(System.nanoTime() - begin));
  }

  private static void awaitAllSeen(Operator operator, Fleet fleet) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK)
        .until(() -> operator.metrics().certificatesSeen() >= fleet.size());
  }
}
