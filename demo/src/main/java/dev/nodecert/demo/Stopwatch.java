package dev.nodecert.demo;

import java.time.Duration;

/** A time that runs. */
record Stopwatch(long startNanos) {

  static Stopwatch start() {
    return new Stopwatch(System.nanoTime());
  }

  Duration elapsed() {
    return until(System.nanoTime());
  }

  /**
   * How long it ran until then.
   *
   * @param nanos of {@link System#nanoTime}
   */
  Duration until(long nanos) {
    return Duration.ofNanos(nanos - startNanos);
  }
}
