package dev.nodecert.gate;

import java.time.Duration;
import java.time.Instant;

/**
 * Slows down whoever guesses. A try counts as failed from its beginning, so that many at once are
 * no way around; names that no user has are counted too, or else the wait would tell them apart.
 */
final class Throttle {

  private static final int MOST_KEYS = 10_000;

  /** Guarded by this. */
  private final FailureCounts addresses = new FailureCounts(MOST_KEYS);

  private final FailureCounts users = new FailureCounts(MOST_KEYS);

  /** Begins a try, where there is no time to wait. */
  synchronized Duration begin(ClientAddress address, String user, Instant now) {
    var wait = Failures.wait(addresses.of(address.key(), now), users.of(user, now), now);
    if (wait.isZero()) {
      addresses.add(address.key(), now);
      users.add(user, now);
    }
    return wait;
  }

  /** The try that was begun has not failed. */
  synchronized void withdraw(ClientAddress address, String user) {
    addresses.withdraw(address.key());
    users.withdraw(user);
  }
}
