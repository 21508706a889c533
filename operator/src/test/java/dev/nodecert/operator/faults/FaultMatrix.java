package dev.nodecert.operator.faults;

import dev.nodecert.operator.testing.OperatorProcess;
import dev.nodecert.testenv.Fault;
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

  private static final String RECORDED = "recorded";
  private static final int KILL_SERIES = 3;
  private static final int BESIDE_EACH_OTHER = 8;

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

  /** Issues once without a fault: what was requested are the rows. */
  List<Row> record() {
    var recording = new Recording();
    steady.operator().start();
    steady.provideAccount(RECORDED);
    Patience.FOR_ONE_ISSUANCE.until(() -> steady.isRegistered(RECORDED));
    steady.disturbCA(RECORDED, recording.ofCA());
    steady.disturbApi(RECORDED, recording.ofApi());
    steady.addCertificate(RECORDED, RECORDED);
    Patience.FOR_ONE_ISSUANCE.until(() ->
        recording.isComplete()
            && steady.watch().readyAt(RECORDED).isPresent()
            && steady.watch().isTidy(RECORDED));
    return recording.rows();
  }

  /** Runs every row with every fault. */
  List<Evidence> run(List<Row> rows) throws InterruptedException, ExecutionException {
    var survived = trials(rows, Stream.of(Fault.values()).filter(f -> !f.isKill()).toList());
    var series = killSeries(rows);
    var all =
        Stream.concat(survived.stream(), series.stream().flatMap(s -> s.trials().stream()))
            .toList();
    solver.start();
    all.forEach(Trial::prepare);
    Patience.FOR_RETRIES.until(() -> all.stream().allMatch(Trial::isPrepared));
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

  private List<Trial> trials(List<Row> rows, List<Fault> faults) {
    return rows.stream()
        .flatMap(row -> faults.stream().map(fault -> new Cell(row, fault)))
        .map(cell -> new Trial(cell, steady))
        .toList();
  }

  private List<KillSeries> killSeries(List<Row> rows) {
    var cells =
        rows.stream()
            .flatMap(row ->
                Stream.of(Fault.values()).filter(Fault::isKill).map(kill -> new Cell(row, kill)))
            .toList();
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
      var running = series.stream().map(threads::submit).toList();
      beginAll(survived);
      for (var one : running) {
        one.get();
      }
    }
  }

  /** A few at a time: an operator that is flooded answers the CA too late, which is no fault. */
  private static void beginAll(List<Trial> trials) {
    for (var trial : trials) {
      Patience.FOR_ONE_ISSUANCE.until(
          () -> trials.stream().filter(Trial::isAtWork).count() < BESIDE_EACH_OTHER);
      trial.begin();
    }
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
