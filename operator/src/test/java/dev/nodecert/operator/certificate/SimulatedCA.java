package dev.nodecert.operator.certificate;

import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.acme.RenewalInformation;
import dev.nodecert.operator.limits.OrderIntent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A CA as it may be over the years: it is out for a part of a lifetime every few lifetimes, does
 * not always reach who it validates, counts as Let's Encrypt does, and says about renewals what it
 * likes.
 */
final class SimulatedCA {

  private static final Duration THREE_HOURS = Duration.ofHours(3);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration WEEK = Duration.ofDays(7);

  /** What the CA says about the renewal of one certificate. */
  enum Suggestion {
    USUAL,
    EARLY,
    PAST,
    ABSENT,
    BROKEN
  }

  private final Duration lifetime;
  private final Instant opened;
  private final List<Suggestion> suggestions;
  private final Random chance;

  private final List<Instant> orders = new ArrayList<>();
  private final List<Instant> failures = new ArrayList<>();
  private final List<Instant> certificates = new ArrayList<>();

  /** How many orders it made, of whatever kind. */
  int ordersMade;

  /** How many requests it refused for a limit. */
  int refusedForLimits;

  SimulatedCA(Duration lifetime, Instant opened, List<Suggestion> suggestions, long seed) {
    this.lifetime = lifetime;
    this.opened = opened;
    this.suggestions = suggestions;
    this.chance = new Random(seed);
  }

  /** For a fifth of a lifetime, every seventh. */
  private void answer(Instant now) {
    long length = lifetime.toSeconds();
    long since = Duration.between(opened, now).toSeconds();
    if (since % (7 * length) < length / 5) {
      throw new AcmeFailure("unexpectedAnswer", "HTTP status 503.", Optional.empty());
    }
  }

  /** When the CA wants a certificate to be renewed; empty where it never says. */
  Optional<RenewalInformation> renewalInfo(Instant notBefore, Instant now) {
    answer(now);
    return switch (suggestion(notBefore)) {
      case USUAL -> window(notBefore, 64, 66);
      case EARLY -> window(notBefore, 20, 30);
      case PAST -> window(notBefore, 0, 1);
      case ABSENT -> Optional.empty();
      case BROKEN -> throw new AcmeFailure("unexpectedAnswer", "No window.", Optional.empty());
    };
  }

  /** The same for a certificate at all times. */
  private Suggestion suggestion(Instant notBefore) {
    return suggestions.get(new Random(notBefore.getEpochSecond()).nextInt(suggestions.size()));
  }

  private Optional<RenewalInformation> window(Instant notBefore, int from, int to) {
    return Optional.of(
        new RenewalInformation(
            notBefore.plus(lifetime.multipliedBy(from).dividedBy(100)),
            notBefore.plus(lifetime.multipliedBy(to).dividedBy(100)),
            Optional.empty(),
            Optional.empty()));
  }

  /** An order, as far as it is made at all; a CA may not want to hear what it replaces. */
  void newOrder(Kind kind, Instant now) {
    answer(now);
    if (kind == Kind.REPLACEMENT && chance.nextInt(4) == 0) {
      throw new AcmeFailure("alreadyReplaced", "Replaced already.", Optional.empty());
    }
    if (kind != Kind.REPLACEMENT) {
      require(certificates, 5, WEEK, now);
      require(failures, 5, HOUR, now);
    }
    if (kind == Kind.FIRST) {
      require(orders, 300, THREE_HOURS, now);
      orders.add(now);
    }
    ordersMade++;
  }

  private void require(List<Instant> happened, int limit, Duration period, Instant now) {
    if (happened.stream().filter(at -> at.plus(period).isAfter(now)).count() >= limit) {
      refusedForLimits++;
      throw new AcmeFailure("rateLimited", "Too many.", Optional.empty());
    }
  }

  /** Whether the names are proven; every fifth time they are not. */
  boolean validates(Instant now) {
    var isReached = chance.nextInt(5) != 0;
    if (!isReached) {
      failures.add(now);
    }
    return isReached;
  }

  void issued(Kind kind, Instant now) {
    if (kind != Kind.REPLACEMENT) {
      certificates.add(now);
    }
  }
}
