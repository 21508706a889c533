package dev.nodecert.operator.certificate;

import java.time.Instant;
import java.util.Optional;

/** What comes after a decision was acted on. */
sealed interface Progress {

  /** Nothing, until something wakes us or a moment has come. */
  record Wait(Optional<Instant> until) implements Progress {}

  /** The next decision, on what is to be seen now. */
  record Decide(Observation seen) implements Progress {}

  /**
   * A decision that is made already.
   *
   * @param until when to look again at the latest, whatever comes of it
   */
  record Take(Observation seen, Decision next, Optional<Instant> until) implements Progress {}

  /** Waits for what wakes us. */
  static Progress untilWoken() {
    return new Wait(Optional.empty());
  }

  /** Waits until a moment has come. */
  static Progress until(Instant moment) {
    return new Wait(Optional.of(moment));
  }
}
