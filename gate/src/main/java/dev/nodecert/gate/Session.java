package dev.nodecert.gate;

import java.time.Instant;

/** That a user has logged in. */
record Session(User user, Instant begun, Instant used) {

  Session usedAt(Instant now) {
    return new Session(user, begun, now);
  }

  boolean isOver(SessionLimits limits, Instant now) {
    return !now.isBefore(used.plus(limits.idle())) || !now.isBefore(begun.plus(limits.lifetime()));
  }
}
