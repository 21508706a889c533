package dev.nodecert.bench;

import dev.nodecert.bench.lab.Lab;
import dev.nodecert.bench.lab.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How soon a second replica has finished what the leader was killed in the middle of. */
final class FailoverFigures implements FigureGroup {

  private static final int TIMES = 3;

  @Override
  public String name() {
    return "failover";
  }

  @Override
  public List<String> figures() {
    return List.of("recover_failover_seconds");
  }

  @Override
  public List<Figure> measure(Lab lab) {
    var failovers = Sample.of(Site.names("failover", TIMES), name -> failOver(lab, name));
    return List.of(Figure.of("recover_failover_seconds", failovers.median(), "s"));
  }

  /** From the SIGKILL of the leader to ready, by a replica that waited for its turn. */
  private static double failOver(Lab lab, String name) {
    try (var doomed = lab.startOperator()) {
      lab.awaitLeader();
      try (var replica = lab.startReplica();
          var site = Site.open(lab, replica)) {
        site.beginToOrder(name);
        doomed.kill();
        var killed = Instant.now();
        return Sample.seconds(Duration.between(killed, site.awaitReady(name)));
      }
    }
  }
}
