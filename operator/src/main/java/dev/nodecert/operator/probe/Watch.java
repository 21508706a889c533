package dev.nodecert.operator.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one target. Pure.
 *
 * @param since when it was asked for first
 * @param lookAt when it is looked at next; empty while it is being looked at, and once it is served
 * @param report of the last look
 */
record Watch(
    ProbeTarget target, Instant since, Optional<Instant> lookAt, Optional<ProbeReport> report) {

  /** The same watch, or one that begins where the target is another. */
  static Watch of(@Nullable Watch former, ProbeTarget target, Instant now) {
    return former != null && former.target.equals(target)
        ? former
        : new Watch(target, now, Optional.of(now), Optional.empty());
  }

  boolean isDue(Instant now) {
    return lookAt.filter(at -> !at.isAfter(now)).isPresent();
  }

  /** A look has begun. */
  Watch begun() {
    return new Watch(target, since, Optional.empty(), report);
  }

  /** A look has ended. */
  Watch ended(ProbeReport seen, Instant now) {
    return new Watch(
        target,
        since,
        Optional.of(now.plus(LookSchedule.pause(Duration.between(since, now))))
            .filter(_ -> !seen.isServed()),
        Optional.of(seen));
  }

  Serving serving(Instant now) {
    return new Serving(report.map(seen -> ServedCondition.of(seen, target, now)), lookAt, report);
  }
}
