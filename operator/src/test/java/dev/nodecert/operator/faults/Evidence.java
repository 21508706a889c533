package dev.nodecert.operator.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of a cell.
 *
 * @param struck whether the fault has come at all
 * @param caught whether its operator died of another cell's fault as well
 * @param untilReady from the course's beginning to its end
 * @param orders how many the CA has made
 * @param orderDied whether one of them became invalid
 * @param authorizationReused whether the CA asked for no proof, so that requests were left out
 * @param revocations how many the CA has made
 * @param secrets what Secrets there are in the end
 * @param recordsLeft the TXT records that are still there in the end
 * @param objections to any version of the NodeCertificate or the served Secret
 */
record Evidence(
    Cell cell,
    boolean struck,
    boolean caught,
    Optional<Duration> untilReady,
    long orders,
    boolean orderDied,
    boolean authorizationReused,
    long revocations,
    List<String> secrets,
    List<String> recordsLeft,
    List<String> objections) {

  Evidence {
    secrets = List.copyOf(secrets);
    recordsLeft = List.copyOf(recordsLeft);
    objections = List.copyOf(objections);
  }

  /** What is not as it must be. */
  List<String> complaints() {
    var complaints = new ArrayList<>(objections);
    if (!struck && cell.comesAlways() && !authorizationReused) {
      complaints.add("the fault never came");
    }
    if (untilReady.isEmpty()) {
      complaints.add("not Ready by itself");
    }
    if (orders < cell.course().orders() || orders > allowedOrders()) {
      complaints.add("%d orders, at most %d allowed".formatted(orders, allowedOrders()));
    }
    if (revocations != cell.course().revocations()) {
      complaints.add("%d revocations".formatted(revocations));
    }
    if (!secrets.equals(List.of(cell.servedSecret()))) {
      complaints.add("Secrets " + secrets);
    }
    if (!recordsLeft.isEmpty()) {
      complaints.add("%d TXT records are left".formatted(recordsLeft.size()));
    }
    return complaints;
  }

  private int allowedOrders() {
    return cell.course().orders() + (cell.losesTheOrder() || orderDied || caught ? 1 : 0);
  }

  /** For the matrix: how long it took, whether all was well, and a star for a second order. */
  String summary() {
    var seconds = untilReady.map(time -> time.toSeconds() + " s").orElse("never");
    return (complaints().isEmpty() ? "ok " : "FAILED ")
        + seconds
        + (orders > cell.course().orders() ? "*" : "");
  }
}
