package dev.nodecert.bench;

import dev.nodecert.bench.lab.Lab;
import dev.nodecert.bench.lab.Operator;
import dev.nodecert.bench.lab.Site;
import dev.nodecert.testenv.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the operator of the image takes, with its AOT cache and without; nothing where {@code make
 * image} has not been run.
 */
final class FootprintFigures implements FigureGroup {

  private static final int TIMES = 7;
  private static final int CERTIFICATES = 100;
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final double GOAL_SECONDS = 1;
  private static final double GOAL_MEBIBYTES = 120;

  private final Path root =
      Project.find().root().resolve(Path.of("image", "target", "operator.rootfs"));

  @Override
  public String name() {
    return "footprint";
  }

  @Override
  public List<String> figures() {
    return Stream.of("cached", "uncached")
        .flatMap(way ->
            Stream.of("start_seconds", "rss_empty_mib", "rss_100_mib")
                .map(figure -> named(way, figure)))
        .toList();
  }

  private static String named(String way, String figure) {
    return "footprint_%s_%s".formatted(way, figure);
  }

  @Override
  public List<Figure> measure(Lab lab) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    return Stream.concat(
            figures(lab, "cached", () -> lab.startImage(root)),
            figures(lab, "uncached", () -> lab.startImage(root, "-XX:AOTMode=off")))
        .toList();
  }

  private static Stream<Figure> figures(Lab lab, String way, Supplier<Operator> start) {
    var starts = Sample.of(TIMES, () -> secondsToStart(lab, start));
    try (var operator = start.get()) {
      lab.rest(IDLE);
      var empty = operator.residentMebibytes();
      try (var site = Site.open(lab, operator)) {
        site.orderAtOnce(Site.names("footprint-" + way, CERTIFICATES));
        lab.rest(IDLE);
        return Stream.of(
            Figure.of(named(way, "start_seconds"), starts.median(), "s").atMost(GOAL_SECONDS),
            Figure.of(named(way, "rss_empty_mib"), empty, "MiB").atMost(GOAL_MEBIBYTES),
            Figure.of(named(way, "rss_100_mib"), operator.residentMebibytes(), "MiB")
                .atMost(GOAL_MEBIBYTES));
      }
    }
  }

  private static double secondsToStart(Lab lab, Supplier<Operator> start) {
    try (var operator = start.get()) {
      lab.awaitLeader();
      return Sample.seconds(operator.startTime());
    }
  }
}
