package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.RenewalPolicy;
import dev.nodecert.api.v1alpha1.RenewalWindow;
import dev.nodecert.operator.duration.DurationText;
import dev.nodecert.operator.secret.TextHash;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When a certificate is renewed.
 *
 * @param lifetime the certificate's
 * @param policy what spec asks for
 * @param window when the CA wants it to be renewed
 * @param seed whose renewal it is, so that each has a moment of its own and keeps it
 */
record RenewalSchedule(
    Lifetime lifetime,
    Optional<RenewalPolicy> policy,
    Optional<RenewalWindow> window,
    String seed) {

  private static final Duration SHORT_LIFETIME = Duration.ofDays(10);
  private static final Duration MOST_BETWEEN_CHECKS = Duration.ofHours(6);

  /** A fleet of thousands may all be due when a process starts. */
  private static final Duration LONGEST_TURN = Duration.ofMinutes(2);

  /** The part of the lifetime that is left when a certificate is renewed at the latest. */
  private static final int LEAST_LEFT = 10;

  private static final int MOMENTS = 1 << 16;

  /** How far apart a fleet's renewals are spread that would all be at one moment. */
  private static final int SPREAD = 60;

  /** From when to when a certificate is in date. */
  record Lifetime(Instant notBefore, Instant notAfter) {
    Duration length() {
      return Duration.between(notBefore, notAfter);
    }

    /** Before this, a renewal is early. */
    Instant thirdGone() {
      return notBefore.plus(length().dividedBy(3));
    }
  }

  /** When and why. */
  record Moment(Instant at, String reason) {}

  Moment moment() {
    return window
        .filter(_ -> asksTheCA())
        .map(wanted -> moment(within(wanted), "The CA wants it to be renewed then."))
        .orElseGet(this::byLifetime);
  }

  /** Whether spec lets the CA say when (RFC 9773). */
  boolean asksTheCA() {
    return !Boolean.FALSE.equals(policy.map(RenewalPolicy::renewalInfo).orElse(null));
  }

  /** How long after an answer the CA is asked again, where it does not say itself. */
  Duration betweenChecks() {
    var tenth = lifetime.length().dividedBy(10);
    return tenth.compareTo(MOST_BETWEEN_CHECKS) < 0 ? tenth : MOST_BETWEEN_CHECKS;
  }

  /** Before this, a process that has just started does not ask the CA. */
  Instant firstTurn(Instant startedAt) {
    var between = betweenChecks();
    return startedAt.plus(share(between.compareTo(LONGEST_TURN) < 0 ? between : LONGEST_TURN));
  }

  /** What part of a window there is within the lifetime counts; all of it may be in the past. */
  private Instant within(RenewalWindow wanted) {
    var start = Moments.later(wanted.start(), Moments.earlier(wanted.end(), lifetime.notBefore()));
    var length = Duration.between(start, Moments.earlier(wanted.end(), latest()));
    return length.isPositive() ? start.plus(share(length)) : Moments.earlier(start, latest());
  }

  /** A CA whose window is after the expiry, or reaches beyond it, would have it expire. */
  private Instant latest() {
    return lifetime.notAfter().minus(lifetime.length().dividedBy(LEAST_LEFT));
  }

  private Moment byLifetime() {
    var before = policy.flatMap(p -> Optional.ofNullable(p.before()));
    if (before.isPresent()) {
      return before(DurationText.parse(before.get()), "spec.renewal.before is left.");
    }
    var percentage = policy.flatMap(p -> Optional.ofNullable(p.beforePercentage()));
    if (percentage.isPresent()) {
      return before(
          lifetime.length().multipliedBy(percentage.get()).dividedBy(100),
          "%d percent of the lifetime is left.".formatted(percentage.get()));
    }
    return lifetime.length().compareTo(SHORT_LIFETIME) < 0
        ? before(lifetime.length().dividedBy(2), "Half of the lifetime is left.")
        : before(lifetime.length().dividedBy(3), "A third of the lifetime is left.");
  }

  /** A little earlier for each, but never before a third of the lifetime has gone. */
  private Moment before(Duration left, String reason) {
    var spread = lifetime.notAfter().minus(left).minus(share(lifetime.length().dividedBy(SPREAD)));
    var earliest = lifetime.thirdGone();
    return moment(Moments.later(spread, earliest), reason);
  }

  private Duration share(Duration whole) {
    return whole.dividedBy(MOMENTS).multipliedBy(Integer.parseInt(TextHash.of(seed), 0, 4, 16));
  }

  private static Moment moment(Instant at, String reason) {
    return new Moment(at.truncatedTo(ChronoUnit.SECONDS), reason);
  }
}
