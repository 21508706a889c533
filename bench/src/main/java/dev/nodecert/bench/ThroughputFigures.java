package dev.nodecert.bench;

import dev.nodecert.bench.bare.BareLoop;
import dev.nodecert.bench.lab.Lab;
import dev.nodecert.bench.lab.Site;
import java.time.Duration;
import java.util.List;

/** How fast many certificates come that are asked for at once. */
final class ThroughputFigures implements FigureGroup {

  private static final int CERTIFICATES = 100;
  private static final int BARE_THREADS = 8;
  private static final int BATCHES = 3;
  private static final double GOAL = 15;

  @Override
  public String name() {
    return "throughput";
  }

  @Override
  public List<String> figures() {
    return List.of("throughput_http01_100", "throughput_http01_100_warm", "throughput_bare_100");
  }

  @Override
  public List<Figure> measure(Lab lab) {
    var bare = bare(lab);
    try (var operator = lab.startOperator();
        var site = Site.open(lab, operator)) {
      var first = perSecond(site.orderAtOnce(Site.names("first", CERTIFICATES)));
      var warm =
          Sample.of(
              Site.names("batch", BATCHES),
              batch -> perSecond(site.orderAtOnce(Site.names(batch + "-", CERTIFICATES))));
      return List.of(
          Figure.of("throughput_http01_100", first, "certificates/s").atLeast(GOAL),
          Figure.of("throughput_http01_100_warm", warm.median(), "certificates/s"),
          Figure.of("throughput_bare_100", bare.median(), "certificates/s"));
    }
  }

  private static Sample bare(Lab lab) {
    try (var loop = BareLoop.open(lab.pebble(), BARE_THREADS)) {
      loop.order(domains("warm-up"));
      return Sample.of(Site.names("bare", BATCHES), batch -> perSecond(loop.order(domains(batch))));
    }
  }

  private static List<String> domains(String batch) {
    return Site.names("node", CERTIFICATES).stream()
        .map(node -> "%s.%s.example.com".formatted(node, batch))
        .toList();
  }

  private static double perSecond(Duration duration) {
    return CERTIFICATES / Sample.seconds(duration);
  }
}
