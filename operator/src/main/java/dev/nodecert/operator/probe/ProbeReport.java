package dev.nodecert.operator.probe;

import java.util.List;

/** What one look at a Service has brought. */
public sealed interface ProbeReport {

  /**
   * Endpoints were looked at.
   *
   * @param sights at least one, in a stable order
   * @param ready how many endpoints are ready, looked at or not
   */
  record Looked(List<EndpointSight> sights, int ready) implements ProbeReport {
    public Looked {
      sights = List.copyOf(sights);
    }
  }

  /** Nothing could be looked at. */
  record NotLooked(Obstacle obstacle) implements ProbeReport {}

  /** Whether all that was looked at serve the certificate. */
  default boolean isServed() {
    return this instanceof Looked looked
        && looked.sights().stream().allMatch(seen -> seen.sight() instanceof Sight.Served);
  }
}
