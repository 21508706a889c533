package dev.nodecert.operator.limits;

import dev.nodecert.operator.limits.Count.Event;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was counted, by series. */
final class Tally {

  private final Map<String, Series> series = new HashMap<>();

  /**
   * An order has come so far.
   *
   * @return whether any limit has to know
   */
  boolean add(OrderIntent intent, Event event, Instant at) {
    var counts = of(intent, event);
    counts.forEach(count -> add(count, at));
    return !counts.isEmpty();
  }

  private void add(Count count, Instant at) {
    var known = series.getOrDefault(count.series(), Series.none(count.limit().period()));
    series.put(count.series(), known.with(at, count.limit()));
  }

  /** An order has not come so far after all. */
  void remove(OrderIntent intent, Event event, Instant at) {
    of(intent, event)
        .forEach(count -> series.computeIfPresent(count.series(), (_, known) -> known.without(at)));
  }

  private static List<Count> of(OrderIntent intent, Event event) {
    return Counts.of(intent).stream().filter(count -> count.event() == event).toList();
  }

  /** The moments of a series after one, the earliest first. */
  List<Long> after(String name, Instant from) {
    var known = series.get(name);
    return known == null ? List.of() : known.after(from);
  }

  /** All that another tally knows too. */
  void merge(Tally other) {
    other.series.forEach((name, more) -> series.merge(name, more, Series::merged));
  }

  void put(String name, Series known) {
    series.put(name, known);
  }

  /** What is not over yet, by series. */
  SortedMap<String, Series> at(Instant now) {
    series.replaceAll((_, known) -> known.pruned(now));
    series.values().removeIf(known -> known.moments().isEmpty());
    return new TreeMap<>(series);
  }
}
