package dev.nodecert.bench;

import dev.nodecert.bench.lab.Lab;
import dev.nodecert.bench.lab.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How soon an operator that was killed in the middle of an order has finished it. */
final class RecoverFigures implements FigureGroup {

  private static final int TIMES = 10;

  @Override
  public String name() {
    return "recover";
  }

  @Override
  public List<String> figures() {
    return List.of("recover_restart_seconds");
  }

  @Override
  public List<Figure> measure(Lab lab) {
    try (var first = lab.startOperator();
        var site = Site.open(lab, first)) {
      site.order("warm-up");
      first.kill();
      var recoveries = Sample.of(Site.names("recover", TIMES), name -> recover(lab, site, name));
      return List.of(Figure.of("recover_restart_seconds", recoveries.median(), "s"));
    }
  }

  /** From the SIGKILL to ready, the new process's start included. */
  private static double recover(Lab lab, Site site, String name) {
    try (var doomed = lab.startOperator()) {
      lab.awaitLeader();
      site.beginToOrder(name);
      doomed.kill();
    }
    var killed = Instant.now();
    try (var operator = lab.startOperator()) {
      var ready = site.awaitReady(name);
      // Not by SIGTERM: the next one must find the Lease as a crash leaves it.
      operator.kill();
      return Sample.seconds(Duration.between(killed, ready));
    }
  }
}
