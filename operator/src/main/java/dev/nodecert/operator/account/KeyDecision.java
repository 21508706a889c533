package dev.nodecert.operator.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What is to be done about the version of an account's key. */
sealed interface KeyDecision {

  /**
   * Challenges are answered with the key's thumbprint (RFC 8555 section 8.1), so that they fail
   * when it changes under them. But a large fleet always has some, and a failed one is tried again.
   */
  Duration PATIENCE = Duration.ofHours(1);

  /** The key is the one that spec asks for. */
  record Keep() implements KeyDecision {}

  /** Its successor takes its place. */
  record RollOver() implements KeyDecision {}

  /**
   * It stays until challenges are over.
   *
   * @param certificates whose challenges run, each namespace/name
   */
  record AwaitChallenges(List<String> certificates) implements KeyDecision {
    public AwaitChallenges {
      certificates = List.copyOf(certificates);
    }
  }

  /**
   * Decides.
   *
   * @param running the certificates whose challenges run; asked only where it matters
   * @param waitingSince when it began to wait for challenges
   */
  static KeyDecision of(
      int inUse,
      int wanted,
      Supplier<List<String>> running,
      Optional<Instant> waitingSince,
      Instant now) {
    if (wanted <= inUse) {
      return new Keep();
    }
    if (waitingSince.filter(since -> !since.plus(PATIENCE).isAfter(now)).isPresent()) {
      return new RollOver();
    }
    var certificates = running.get();
    return certificates.isEmpty() ? new RollOver() : new AwaitChallenges(certificates);
  }
}
