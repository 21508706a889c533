package dev.nodecert.bench;

import dev.nodecert.bench.lab.Lab;
import dev.nodecert.bench.lab.Site;
import java.time.Duration;
import java.util.List;

/** How much memory the operator's process holds. */
final class MemoryFigures implements FigureGroup {

  private static final int CERTIFICATES = 100;
  private static final Duration IDLE = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<String> figures() {
    return List.of("rss_empty_mib", "rss_100_mib");
  }

  @Override
  public List<Figure> measure(Lab lab) {
    try (var operator = lab.startOperator()) {
      lab.rest(IDLE);
      var empty = operator.residentMebibytes();
      try (var site = Site.open(lab, operator)) {
        site.orderAtOnce(Site.names("memory", CERTIFICATES));
        lab.rest(IDLE);
        return List.of(
            Figure.of("rss_empty_mib", empty, "MiB"),
            Figure.of("rss_100_mib", operator.residentMebibytes(), "MiB"));
      }
    }
  }
}
