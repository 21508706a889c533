package dev.nodecert.operator.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * When something happened, to the second, the earliest first: the last times only, as many as its
 * limit has to know of.
 */
record Series(Duration period, List<Long> moments) {

  Series {
    moments = List.copyOf(moments);
  }

  static Series none(Duration period) {
    return new Series(period, List.of());
  }

  /** With one more moment, and what the limit no longer has to know of left out. */
  Series with(Instant at, Limit limit) {
    var more = new ArrayList<>(moments);
    more.add(at.getEpochSecond());
    Collections.sort(more);
    return new Series(
        limit.period(), more.subList(Math.max(0, more.size() - limit.count()), more.size()));
  }

  /** With one moment less. */
  Series without(Instant at) {
    var fewer = new ArrayList<>(moments);
    fewer.remove((Object) at.getEpochSecond());
    return new Series(period, fewer);
  }

  /** The moments after one. */
  List<Long> after(Instant from) {
    return moments.stream().filter(moment -> moment > from.getEpochSecond()).toList();
  }

  /** Without what is over. */
  Series pruned(Instant now) {
    return new Series(period, after(now.minus(period).minus(LimitCheck.MARGIN)));
  }

  /** What either knows; a moment that both know of is one. */
  Series merged(Series other) {
    var merged = new ArrayList<>(moments);
    var known = new ArrayList<>(moments);
    other.moments().stream().filter(moment -> !known.remove(moment)).forEach(merged::add);
    Collections.sort(merged);
    return new Series(longer(period, other.period()), merged);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
