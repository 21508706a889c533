package dev.nodecert.bench;

import dev.nodecert.bench.lab.Lab;
import dev.nodecert.bench.lab.Operator;
import dev.nodecert.bench.lab.Site;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** What a restart costs when nothing is to be done. */
final class RestartFigures implements FigureGroup {

  private static final int CERTIFICATES = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration AFTERWARDS = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "restart";
  }

  @Override
  public List<String> figures() {
    return List.of("restart_ca_requests", "restart_writes");
  }

  @Override
  public List<Figure> measure(Lab lab) {
    orderCertificates(lab);
    var writes = lab.writesFromNow();
    try (var operator = lab.startOperator()) {
      awaitAllSeen(operator);
      lab.rest(AFTERWARDS);
      var written = writes.settled();
      return List.of(
          Figure.of("restart_ca_requests", operator.metrics().caRequests(), "requests").atMost(0),
          Figure.of("restart_writes", written.others() + written.events(), "writes").atMost(0));
    }
  }

  private static void orderCertificates(Lab lab) {
    try (var operator = lab.startOperator();
        var site = Site.open(lab, operator)) {
      var writes = lab.writesFromNow();
      site.orderAtOnce(Site.names("restart", CERTIFICATES));
      writes.settled();
    }
  }

  private static void awaitAllSeen(Operator operator) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> operator.metrics().certificateReconciles() >= CERTIFICATES);
  }
}
