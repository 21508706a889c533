package dev.nodecert.operator.faults;

import java.util.List;
import java.util.stream.IntStream;

/** Trials that each kill their site's operator: some of them at once, one batch after the other. */
record KillSeries(FaultSite site, List<Trial> trials) implements Runnable {

  private static final int AT_ONCE = 12;

  KillSeries {
    trials = List.copyOf(trials);
  }

  @Override
  public void run() {
    batches().forEach(this::run);
  }

  /** Neighbours in the matrix are far apart in time, so that a batch comes together soon. */
  private List<List<Trial>> batches() {
    var batches = (trials.size() + AT_ONCE - 1) / AT_ONCE;
    return IntStream.range(0, batches)
        .mapToObj(batch ->
            IntStream.range(0, trials.size())
                .filter(at -> at % batches == batch)
                .mapToObj(trials::get)
                .toList())
        .toList();
  }

  private void run(List<Trial> batch) {
    site.expectDeathOf(batch.size());
    batch.forEach(Trial::begin);
    while (Patience.FOR_ONE_ISSUANCE.until(
            () -> !site.operator().isAlive() || batch.stream().allMatch(Trial::isSettled))
        && !site.operator().isAlive()) {
      batch.stream().filter(trial -> !trial.hasStruck()).forEach(Trial::caught);
      site.operator().start();
    }
  }
}
