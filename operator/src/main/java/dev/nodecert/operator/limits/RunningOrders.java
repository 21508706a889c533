package dev.nodecert.operator.limits;

import dev.nodecert.operator.limits.Count.Event;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The orders that have begun and may still end in either way, one for an owner. */
final class RunningOrders {

  private final Map<String, Running> byOwner = new HashMap<>();
  private final Map<String, Integer> bySeries = new HashMap<>();

  /** An order and when it began. */
  record Running(OrderIntent intent, Instant since) {
    private List<String> series() {
      return Counts.of(intent).stream()
          .filter(count -> count.event() != Event.ORDERED)
          .map(Count::series)
          .toList();
    }
  }

  void begin(String owner, OrderIntent intent, Instant since) {
    end(owner);
    var running = new Running(intent, since);
    byOwner.put(owner, running);
    running.series().forEach(series -> bySeries.merge(series, 1, Integer::sum));
  }

  Optional<Running> end(String owner) {
    var ended = Optional.ofNullable(byOwner.remove(owner));
    ended.ifPresent(running ->
        running
            .series()
            .forEach(series -> bySeries.computeIfPresent(series, (_, n) -> n == 1 ? null : n - 1)));
    return ended;
  }

  Optional<OrderIntent> of(String owner) {
    return Optional.ofNullable(byOwner.get(owner)).map(Running::intent);
  }

  /** How many may still add to a series. */
  int pending(String series) {
    return bySeries.getOrDefault(series, 0);
  }
}
