package dev.nodecert.operator.authority;

import dev.nodecert.operator.secret.AuthoritySecret;
import dev.nodecert.operator.secret.AuthoritySecret.Signer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides when a CA of ours gives way to the next: one step at a time, each of them one write. */
final class Rollover {

  /** How long clients get to fetch the next CA before it signs. */
  static final Duration OVERLAP = Duration.ofDays(30);

  private static final int SHARE = 5;

  /** What is to be done. */
  enum Step {
    /** Nothing. */
    REST,
    /** Make the next CA. */
    MAKE_NEXT,
    /** Let the next CA sign. */
    PROMOTE,
    /** Forget a former CA that has expired. */
    FORGET
  }

  private final AuthoritySecret own;
  private final PublishedAuthority published;
  private final Optional<Instant> newWanted;
  private final Instant now;

  /**
   * A decision.
   *
   * @param newWanted when an admin asked for a new CA
   */
  Rollover(
      AuthoritySecret own, PublishedAuthority published, Optional<Instant> newWanted, Instant now) {
    this.own = own;
    this.published = published;
    this.newWanted = newWanted;
    this.now = now;
  }

  /**
   * How long before its end a CA's successor is made: two lifetimes of what it signs, or a fifth of
   * its own where that is less.
   */
  static Duration leadTime(X509Certificate ca) {
    var share = Certificates.lifetime(ca).dividedBy(SHARE);
    var leaves = CertificateMaker.LONGEST_LEAF.multipliedBy(2);
    return share.compareTo(leaves) < 0 ? share : leaves;
  }

  Step step() {
    var next = own.next().filter(it -> Certificates.end(it.certificate()).isAfter(now));
    if (next.isEmpty()) {
      return isEnding() || isAskedFor() ? Step.MAKE_NEXT : rest();
    }
    return promotion(next.get()).filter(at -> !at.isAfter(now)).isPresent() ? Step.PROMOTE : rest();
  }

  private Step rest() {
    return own.alsoTrusted().stream().allMatch(this::isInDate) ? Step.REST : Step.FORGET;
  }

  private boolean isInDate(X509Certificate certificate) {
    return Certificates.end(certificate).isAfter(now);
  }

  private boolean isEnding() {
    var certificate = own.signer().certificate();
    return !Certificates.end(certificate).isAfter(now.plus(leadTime(certificate)));
  }

  private boolean isAskedFor() {
    return newWanted
        .filter(at -> at.isAfter(CertificateMaker.madeAt(own.signer().certificate())))
        .filter(at -> !at.isAfter(now))
        .isPresent();
  }

  /** When the next CA signs; empty while clients were not told of it. */
  private Optional<Instant> promotion(Signer next) {
    return since(next).map(since -> since.plus(overlap(since)));
  }

  /** Half of what is left at most: the CA that signs now must outlive the wait. */
  private Duration overlap(Instant since) {
    var half = Duration.between(since, Certificates.end(own.signer().certificate())).dividedBy(2);
    if (half.isNegative()) {
      return Duration.ZERO;
    }
    return half.compareTo(OVERLAP) < 0 ? half : OVERLAP;
  }

  /** Since when clients can have the next CA; a time that is still to come is none. */
  private Optional<Instant> since(Signer next) {
    var fingerprint = Certificates.fingerprint(next.certificate());
    return published
        .next()
        .filter(it -> it.fingerprint().equals(fingerprint) && !it.since().isAfter(now))
        .map(PublishedAuthority.Announced::since)
        .filter(_ -> published.bundle().contains(next.certificate()));
  }

  /** With the next CA beside the one that signs. */
  AuthoritySecret with(Signer next) {
    return new AuthoritySecret(own.signer(), Optional.of(next), own.alsoTrusted());
  }

  /** With the next CA in the place of the one that signs, whose key nobody needs any more. */
  AuthoritySecret promoted() {
    var former = Stream.concat(Stream.of(own.signer().certificate()), own.alsoTrusted().stream());
    return new AuthoritySecret(
        own.next().orElseThrow(), Optional.empty(), former.filter(this::isInDate).toList());
  }

  /** Without the former CAs that have expired. */
  AuthoritySecret withoutExpired() {
    return new AuthoritySecret(
        own.signer(), own.next(), own.alsoTrusted().stream().filter(this::isInDate).toList());
  }
}
