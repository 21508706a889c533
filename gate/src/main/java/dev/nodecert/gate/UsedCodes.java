package dev.nodecert.gate;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Sees to it that a one-time code is one (RFC 6238 section 5.2). */
final class UsedCodes {

  /** The step of each user's last code, while it could be said again. Guarded by this. */
  private final Map<String, Long> lastStep = new HashMap<>();

  /** Whether the code of this step is good: neither it nor a later one was used. */
  synchronized boolean use(String user, long step, Instant now) {
    var oldest = TotpSecret.step(now) - TotpSecret.WINDOW;
    lastStep.values().removeIf(last -> last < oldest);
    var last = lastStep.get(user);
    if (last != null && step <= last) {
      return false;
    }
    lastStep.put(user, step);
    return true;
  }
}
