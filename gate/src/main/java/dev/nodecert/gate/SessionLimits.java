package dev.nodecert.gate;

import java.time.Duration;

/**
 * When a session ends by itself, and how many there may be.
 *
 * @param idle after the last request
 * @param lifetime after the log-in
 */
record SessionLimits(Duration idle, Duration lifetime, int most) {

  SessionLimits {
    if (!idle.isPositive() || !lifetime.isPositive() || most < 1) {
      throw new IllegalArgumentException("a session lasts longer than no time, and there is one");
    }
  }
}
