package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.Failure;
import dev.nodecert.operator.account.AccountLogins;
import dev.nodecert.operator.account.AccountRefusedException;
import dev.nodecert.operator.acme.AcmeClient;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.acme.RevocationReason;
import dev.nodecert.operator.certificate.AccountState.Present;
import dev.nodecert.operator.retry.RetrySchedule;
import dev.nodecert.operator.secret.RevocableCertificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Revokes certificates at their CAs (RFC 8555 section 7.6), and remembers what has failed until it
 * is tried again. That may be lost: then it is tried at once.
 */
final class Revoker {

  /** Who is to say another reason is whoever wrote this one. */
  private static final String BAD_REASON = "badRevocationReason";

  private static final Duration REMEMBERED = Duration.ofDays(2);

  private final AcmeClient acme;
  private final AccountLogins logins;
  private final InstantSource clock;
  private final ConcurrentMap<Attempt, Failure> failures = new ConcurrentHashMap<>();

  Revoker(AcmeClient acme, AccountLogins logins, InstantSource clock) {
    this.acme = acme;
    this.logins = logins;
    this.clock = clock;
  }

  private record Attempt(X509Certificate certificate, RevocationReason reason) {}

  /** Finds an AcmeAccount by its name. */
  interface Accounts extends Function<String, Optional<AcmeAccount>> {}

  /** What came of it. */
  sealed interface Result {
    /** The CA has revoked it, now or before. */
    record Revoked() implements Result {}

    /** It has failed. */
    record Failed(String message, Instant retryAt) implements Result {}

    /** It has failed before, and is not tried again yet. */
    record Waiting(Instant retryAt) implements Result {}

    /** The CA does not take the reason. */
    record Refused(String message, Instant retryAt) implements Result {}
  }

  /** Revokes a certificate, unless that has just failed. */
  Result revoke(RevocableCertificate certificate, RevocationReason reason, Accounts accounts) {
    var attempt = new Attempt(certificate.certificate(), reason);
    var former = failures.get(attempt);
    if (former != null && former.retryAt().isAfter(clock.instant())) {
      return new Result.Waiting(former.retryAt());
    }
    try {
      ask(certificate, reason, account(certificate, accounts));
      failures.remove(attempt);
      return new Result.Revoked();
    } catch (AcmeFailure failure) {
      return failure.is(BAD_REASON) ? refused(attempt, failure) : failed(attempt, failure);
    } catch (AccountRefusedException refusal) {
      return failed(
          attempt, new AcmeFailure(refusal.reason(), refusal.message(), Optional.empty()));
    }
  }

  private static Present account(RevocableCertificate certificate, Accounts accounts) {
    return accounts
        .apply(certificate.account())
        .map(Present::new)
        .orElseThrow(() ->
            new AcmeFailure(
                "accountNotFound",
                "There is no AcmeAccount %s, which has ordered the certificate."
                    .formatted(certificate.account()),
                Optional.empty()));
  }

  /**
   * A CA does not believe any other reason of whoever signs by the certificate's key than that the
   * key is known to others, and never certifies that key again; so it is used for that only.
   */
  private void ask(RevocableCertificate certificate, RevocationReason reason, Present account)
      throws AccountRefusedException {
    if (reason == RevocationReason.KEY_COMPROMISE) {
      acme.revoke(
          logins.directory(account.account()),
          certificate.key(),
          certificate.certificate(),
          reason);
      return;
    }
    var notReady = account.notReady();
    if (notReady.isPresent()) {
      throw new AcmeFailure(notReady.get().reason(), notReady.get().message(), Optional.empty());
    }
    acme.revoke(logins.of(account.account()), certificate.certificate(), reason);
  }

  private Result failed(Attempt attempt, AcmeFailure failure) {
    var next =
        RetrySchedule.next(
            failures.get(attempt),
            failure.type(),
            failure.message(),
            failure.retryAfter(),
            RetrySchedule.LONGEST,
            clock.instant(),
            attempt.certificate().getSerialNumber().toString());
    remember(attempt, next);
    return new Result.Failed(failure.message(), next.retryAt());
  }

  private Result refused(Attempt attempt, AcmeFailure failure) {
    var now = clock.instant();
    var retryAt = now.plus(RetrySchedule.LONGEST);
    remember(attempt, new Failure(1, failure.type(), failure.message(), now, retryAt));
    return new Result.Refused(failure.message(), retryAt);
  }

  private void remember(Attempt attempt, Failure failure) {
    var earliest = clock.instant().minus(REMEMBERED);
    failures.values().removeIf(old -> old.at().isBefore(earliest));
    failures.put(attempt, failure);
  }
}
