package dev.nodecert.bench;

import dev.nodecert.bench.lab.Lab;
import dev.nodecert.bench.lab.Site;
import dev.nodecert.bench.lab.Site.Timing;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** How long a user waits for one certificate. */
final class SingleFigures implements FigureGroup {

  private static final int TIMES = 20;
  private static final double GOAL = 0.5;

  @Override
  public String name() {
    return "single";
  }

  @Override
  public List<String> figures() {
    return List.of(
        "single_http01_seconds",
        "single_http01_first_seconds",
        "single_http01_kubectl_seconds",
        "single_http01_operator_seconds");
  }

  @Override
  public List<Figure> measure(Lab lab) {
    try (var operator = lab.startOperator();
        var site = Site.open(lab, operator)) {
      var timings = Site.names("single", TIMES).stream().map(site::order).toList();
      return List.of(
          Figure.of("single_http01_seconds", median(timings, Timing::total), "s").atMost(GOAL),
          Figure.of("single_http01_first_seconds", Sample.seconds(timings.getFirst().total()), "s"),
          Figure.of("single_http01_kubectl_seconds", median(timings, Timing::kubectl), "s"),
          Figure.of("single_http01_operator_seconds", median(timings, Timing::operator), "s"));
    }
  }

  private static double median(List<Timing> timings, Function<Timing, Duration> part) {
    return Sample.of(timings, part.andThen(Sample::seconds)).median();
  }
}
