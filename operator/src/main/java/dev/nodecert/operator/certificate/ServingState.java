package dev.nodecert.operator.certificate;

import dev.nodecert.operator.probe.Verdict;
import java.time.Instant;
import java.util.Optional;

/** What was seen of what the proxy serves. */
sealed interface ServingState {

  /** Nobody asks for it, or there is nothing to be served. */
  record NotAsked() implements ServingState {}

  /** The certificate has just come into the Secret. */
  record Changed() implements ServingState {}

  /**
   * It is being looked at for the first time; what was known of the same spec stays.
   *
   * @param askAgainAt when to look again, if nothing wakes us before
   */
  record Looking(Optional<Instant> askAgainAt) implements ServingState {}

  /**
   * It was looked at.
   *
   * @param askAgainAt when to look again; empty once the certificate is served
   */
  record Known(Verdict verdict, Optional<Instant> askAgainAt) implements ServingState {}

  /** When to look again, if nothing wakes us before. */
  default Optional<Instant> nextLook() {
    return switch (this) {
      case NotAsked _, Changed _ -> Optional.empty();
      case Looking(var at) -> at;
      case Known(_, var at) -> at;
    };
  }
}
