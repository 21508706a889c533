package dev.nodecert.operator.faults;

import java.util.List;

/** Trials that each kill their site's operator: one after the other. */
record KillSeries(FaultSite site, List<Trial> trials) implements Runnable {

  KillSeries {
    trials = List.copyOf(trials);
  }

  @Override
  public void run() {
    site.operator().start();
    for (var trial : trials) {
      trial.begin();
      if (Patience.FOR_ONE_ISSUANCE.until(() -> !site.operator().isAlive())) {
        site.operator().start();
      }
      Patience.FOR_ONE_ISSUANCE.until(trial::isSettled);
    }
  }
}
