package dev.nodecert.bench;

import dev.nodecert.bench.lab.Lab;
import dev.nodecert.testenv.Project;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the figures that the command line names, by their own names or those of groups. */
public final class Bench {

  private static final Logger LOG = LoggerFactory.getLogger(Bench.class);
  private static final int USAGE = 2;

  /** In the order in which they are measured. */
  private static final List<FigureGroup> GROUPS =
      List.of(
          new StartFigures(),
          new SingleFigures(),
          new CostFigures(),
          new ThroughputFigures(),
          new MemoryFigures(),
          new FootprintFigures(),
          new RestartFigures(),
          new RecoverFigures(),
          new FailoverFigures(),
          new ColdStartFigures(),
          new DnsFigures(),
          new ClusterCAFigures());

  private final Project project;
  private final Set<String> wanted;

  private Bench(Project project, Set<String> wanted) {
    this.project = project;
    this.wanted = wanted;
  }

  /** Measures; without arguments all that there is. */
  public static void main(String... names) {
    var unknown = new LinkedHashSet<>(List.of(names));
    GROUPS.stream().flatMap(Bench::names).forEach(unknown::remove);
    if (unknown.isEmpty()) {
      new Bench(Project.find(), Set.of(names)).run();
    } else {
      System.err.printf("There is no %s; there are:%n", String.join(" ", unknown));
      GROUPS.forEach(group ->
          System.err.printf("  %s: %s%n", group.name(), String.join(" ", group.figures())));
      System.exit(USAGE);
    }
  }

  private static Stream<String> names(FigureGroup group) {
    return Stream.concat(Stream.of(group.name()), group.figures().stream());
  }

  private void run() {
    var figures =
        GROUPS.stream().filter(this::isWanted).flatMap(group -> measure(group).stream()).toList();
    var report = new Report(figures);
    System.out.println(report.table());
    report.write(project.root().resolve(Path.of("bench", "target", "figures.jsonl")));
  }

  private boolean isWanted(FigureGroup group) {
    return wanted.isEmpty() || names(group).anyMatch(wanted::contains);
  }

  private List<Figure> measure(FigureGroup group) {
    LOG.info("measuring {}", group.name());
    try (var lab = Lab.start(project, group.name())) {
      return group.measure(lab).stream().filter(figure -> isWanted(group, figure)).toList();
    }
  }

  private boolean isWanted(FigureGroup group, Figure figure) {
    return wanted.isEmpty() || wanted.contains(group.name()) || wanted.contains(figure.name());
  }
}
