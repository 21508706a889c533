package dev.nodecert.operator.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How it stands with the cluster's CA, and when it expires, in seconds since the epoch. */
public final class AuthorityGauges {

  private final MeterRegistry registry;
  private Told told = new Told("", Optional.empty(), List.of());

  AuthorityGauges(MeterRegistry registry) {
    this.registry = registry;
  }

  private record Told(String state, Optional<Instant> end, List<Meter> meters) {}

  /**
   * Tells of the CA.
   *
   * @param state a word for how it stands with it
   * @param end when it expires; empty where none signs
   */
  public synchronized void put(String state, Optional<Instant> end) {
    if (told.state().equals(state) && told.end().equals(end)) {
      return;
    }
    told.meters().forEach(registry::remove);
    told = new Told(state, end, Stream.concat(state(state), end.map(this::end).stream()).toList());
  }

  private Stream<Meter> state(String state) {
    return Stream.of(
        Gauge.builder("nodecert.cluster.ca.state", () -> 1).tag("state", state).register(registry));
  }

  private Meter end(Instant end) {
    return Gauge.builder("nodecert.cluster.ca.expiration.timestamp", end::getEpochSecond)
        .baseUnit("seconds")
        .register(registry);
  }
}
