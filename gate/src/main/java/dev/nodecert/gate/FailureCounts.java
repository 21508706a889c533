package dev.nodecert.gate;

import java.time.Instant;
import java.util.LinkedHashMap;

/** Failures by address or user: so many at the most, the longest ago forgotten first. */
final class FailureCounts {

  private final int most;
  private final LinkedHashMap<String, Failures> byKey = new LinkedHashMap<>();

  FailureCounts(int most) {
    this.most = most;
  }

  Failures of(String key, Instant now) {
    return byKey.getOrDefault(key, Failures.NONE).rememberedAt(now);
  }

  void add(String key, Instant now) {
    byKey.putLast(key, of(key, now).oneMore(now));
    if (byKey.size() > most) {
      byKey.pollFirstEntry();
    }
  }

  void withdraw(String key) {
    byKey.computeIfPresent(key, (_, failures) -> failures.count() > 1 ? failures.oneLess() : null);
  }
}
