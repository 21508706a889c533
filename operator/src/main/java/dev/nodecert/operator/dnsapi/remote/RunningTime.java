package dev.nodecert.operator.dnsapi.remote;

import java.time.Duration;
import java.util.OptionalLong;

/** How long a script runs, which begins when its server says so. */
final class RunningTime {

  private final Duration limit;
  private OptionalLong begun = OptionalLong.empty();

  RunningTime(Duration limit) {
    this.limit = limit;
  }

  void begin() {
    if (begun.isEmpty()) {
      begun = OptionalLong.of(System.nanoTime());
    }
  }

  boolean isOver() {
    return begun.isPresent() && System.nanoTime() - begun.getAsLong() > limit.toNanos();
  }
}
