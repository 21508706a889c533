package dev.nodecert.bench;

import dev.nodecert.bench.lab.Lab;
import java.util.List;

/** How long the operator takes to start. */
final class StartFigures implements FigureGroup {

  private static final int TIMES = 5;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public List<String> figures() {
    return List.of("start_seconds");
  }

  @Override
  public List<Figure> measure(Lab lab) {
    var starts = Sample.of(TIMES, () -> secondsToStart(lab));
    return List.of(Figure.of("start_seconds", starts.median(), "s"));
  }

  private static double secondsToStart(Lab lab) {
    try (var operator = lab.startOperator()) {
      lab.awaitLeader();
      return Sample.seconds(operator.startTime());
    }
  }
}
