package dev.nodecert.operator.probe;

import java.util.List;

/** Where a Service leads to, or why it leads nowhere. */
sealed interface Endpoints {

  /**
   * It leads here.
   *
   * @param endpoints the ready ones, at most as many as are looked at, in a stable order
   * @param ready how many there are
   */
  record Found(List<Endpoint> endpoints, int ready) implements Endpoints {
    public Found {
      endpoints = List.copyOf(endpoints);
    }
  }

  /** There is nothing to look at. */
  record None(Obstacle obstacle) implements Endpoints {}
}
