package dev.nodecert.operator.faults;

import dev.nodecert.operator.faults.Row.Server;
import dev.nodecert.operator.testing.OperatorProcess;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs the cells of the matrix: those that kill their operator in series, a few series beside each
 * other, and all others at once, in one operator that lives through them. Where operators are
 * killed a solver lives on, as where there are several replicas: else the CA would end the orders.
 */
final class FaultMatrix implements AutoCloseable {

  private static final int KILL_SERIES = 2;
  private static final Throttle BESIDE_EACH_OTHER = new Throttle(8);

  private final OperatorProcess solver;
  private final FaultSite steady;
  private final List<FaultSite> killed;

  FaultMatrix(FaultLab lab) {
    this.solver = lab.solver();
    this.steady = FaultSite.open(lab, "steady");
    this.killed =
        IntStream.range(0, KILL_SERIES)
            .mapToObj(number -> FaultSite.open(lab, "killed-" + number, solver.solver()))
            .toList();
  }

  /** Starts the operator that lives through it all; accounts are registered by it alone. */
  void start() {
    solver.start();
    steady.operator().start();
  }

  /** Takes a course without a fault: what was requested are the rows. */
  Recorded record(Course course) {
    var recording = new Recording(course);
    var name = "recorded-" + course.label();
    var subject = new Subject(name, name, course, steady);
    subject.provideAccount();
    Patience.FOR_RETRIES.until(subject::isRegistered);
    if (course.beginsWithCertificate()) {
      subject.issue();
      Patience.FOR_ONE_ISSUANCE.until(subject::isIssued);
    }
    subject.disturbCA(recording.ofCA());
    subject.disturbApi(recording.ofApi());
    subject.begin();
    if (!Patience.FOR_ONE_ISSUANCE.until(
        () -> recording.isComplete() && subject.ended().isPresent())) {
      throw new IllegalStateException(course + " did not come to its end: " + recording.rows());
    }
    return new Recorded(course, recording.rows());
  }

  /** Runs cells, and says what came of each. */
  List<Evidence> run(List<Cell> cells) throws InterruptedException, ExecutionException {
    var survived =
        cells.stream()
            .filter(cell -> !cell.fault().isKill())
            .map(cell -> new Trial(cell, steady))
            .toList();
    var series = killSeries(cells.stream().filter(cell -> cell.fault().isKill()).toList());
    var all =
        Stream.concat(survived.stream(), series.stream().flatMap(s -> s.trials().stream()))
            .toList();
    all.forEach(trial -> trial.subject().provideAccount());
    Patience.FOR_RETRIES.until(
        () -> all.stream().allMatch(trial -> trial.subject().isRegistered()));
    killed.forEach(site -> site.operator().start());
    runBesideEachOther(survived, series);
    Patience.FOR_RETRIES.until(() -> all.stream().allMatch(Trial::isOver));
    return sites().flatMap(site -> evidence(site, all)).toList();
  }

  private static Stream<Evidence> evidence(FaultSite site, List<Trial> all) {
    var aftermath = site.end();
    return all.stream()
        .filter(trial -> trial.site().equals(site))
        .map(trial -> trial.evidence(aftermath));
  }

  private List<KillSeries> killSeries(List<Cell> cells) {
    return IntStream.range(0, killed.size()).mapToObj(number -> series(cells, number)).toList();
  }

  private KillSeries series(List<Cell> cells, int number) {
    var site = killed.get(number);
    return new KillSeries(
        site,
        IntStream.range(0, cells.size())
            .filter(at -> at % killed.size() == number)
            .mapToObj(at -> new Trial(cells.get(at), site))
            .toList());
  }

  private static void runBesideEachOther(List<Trial> survived, List<KillSeries> series)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          series.stream()
              .map(one ->
                  threads.submit(() -> {
                    issue(one.trials());
                    one.run();
                  }))
              .toList();
      issue(survived);
      BESIDE_EACH_OTHER.begin(longestFirst(survived), Trial::begin, Trial::isAtWork);
      for (var one : running) {
        one.get();
      }
    }
  }

  /** The certificates that are in place when a fault comes. */
  private static void issue(List<Trial> trials) {
    var subjects =
        trials.stream()
            .map(Trial::subject)
            .filter(subject -> subject.course().beginsWithCertificate())
            .toList();
    BESIDE_EACH_OTHER.begin(subjects, Subject::issue, subject -> !subject.isIssued());
    Patience.FOR_RETRIES.until(() -> subjects.stream().allMatch(Subject::isIssued));
  }

  /** What fails at the CA is tried again a minute later. */
  private static List<Trial> longestFirst(List<Trial> trials) {
    return trials.stream()
        .sorted(Comparator.comparing(trial -> trial.cell().row().server() != Server.CA))
        .toList();
  }

  private Stream<FaultSite> sites() {
    return Stream.concat(Stream.of(steady), killed.stream());
  }

  @Override
  public void close() {
    sites().forEach(FaultSite::close);
    solver.close();
  }
}
