package dev.nodecert.operator.limits;

import dev.nodecert.api.v1alpha1.RateLimit;
import dev.nodecert.operator.duration.DurationText;
import java.time.Duration;

/** How often something may be done in a time that ends now. */
public record Limit(int count, Duration period) {

  /** As a spec has it. */
  public static Limit of(RateLimit wanted) {
    return new Limit(wanted.count(), DurationText.parse(wanted.period()));
  }

  /** The part that is not kept for others, at least one. */
  int without(int percentage) {
    return Math.max(1, count - (int) ((long) count * percentage / 100));
  }

  /** A part, at least one. */
  int share(int percentage) {
    return Math.max(1, (int) ((long) count * percentage / 100));
  }

  /** The period as a spec has it. */
  String periodText() {
    var seconds = period.toSeconds();
    return seconds % 3600 == 0
        ? seconds / 3600 + "h"
        : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
