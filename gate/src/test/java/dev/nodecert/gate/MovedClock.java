package dev.nodecert.gate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that goes on when the test says so. */
final class MovedClock implements InstantSource {

  private volatile Instant now = Instant.ofEpochSecond(1111111111);

  @Override
  public Instant instant() {
    return now;
  }

  void move(Duration duration) {
    now = now.plus(duration);
  }
}
