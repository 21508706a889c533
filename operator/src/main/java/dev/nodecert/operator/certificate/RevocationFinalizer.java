package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.operator.acme.RevocationReason;
import dev.nodecert.operator.certificate.Revoker.Accounts;
import dev.nodecert.operator.certificate.Revoker.Result;
import dev.nodecert.operator.secret.TlsSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Lets the deletion of a NodeCertificate wait until its certificate is revoked. */
final class RevocationFinalizer {

  static final String NAME = "nodecert.dev/revocation";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Revoker revoker;
  private final CertificateInstaller installer;
  private final CertificateEvents events;

  RevocationFinalizer(Revoker revoker, CertificateInstaller installer, CertificateEvents events) {
    this.revoker = revoker;
    this.installer = installer;
    this.events = events;
  }

  /** Lets a deletion wait from now on, where there is or will be something to revoke. */
  void hold(Observation o, Decision decision, StatusWriter writer) {
    boolean hasSomethingToRevoke =
        o.held().filter(RevocationFinalizer::isOrdered).isPresent()
            || decision instanceof Decision.StartOrder
            || decision instanceof Decision.ContinueOrder;
    if (o.isSuspended()) {
      return;
    }
    if (RevocationChecks.revokesOnDelete(o) && hasSomethingToRevoke) {
      writer.hold(NAME);
    } else {
      writer.letGo(NAME);
    }
  }

  /**
   * Revokes the certificate of a NodeCertificate that is being deleted; lets the deletion go on
   * afterwards.
   *
   * @return when to look again, while it has to wait
   */
  Optional<Instant> cleanUp(Observation o, Accounts accounts, StatusWriter writer) {
    var lookAgain =
        o.isSuspended() || !RevocationChecks.revokesOnDelete(o)
            ? Optional.<Instant>empty()
            : o.held()
                .filter(RevocationFinalizer::isOrdered)
                .filter(content -> !content.isRevoked())
                .filter(content -> isKnown(o, content, accounts))
                .flatMap(content -> revoke(o, content, accounts));
    if (lookAgain.isEmpty()) {
      writer.letGo(NAME);
    }
    return lookAgain;
  }

  /** Only an ACME CA takes a revocation. */
  private static boolean isOrdered(TlsSecret content) {
    return content.isFrom(CertificateSource.ACME);
  }

  /** An account that is gone does not come back while a deletion waits. */
  private boolean isKnown(Observation o, TlsSecret content, Accounts accounts) {
    var account = content.provenance().account();
    if (accounts.apply(account).isPresent()) {
      return true;
    }
    events.revocationGivenUp(
        o.certificate(), content.revocable(), "its AcmeAccount %s is gone".formatted(account));
    return false;
  }

  private Optional<Instant> revoke(Observation o, TlsSecret content, Accounts accounts) {
    var reason = RevocationReason.CESSATION_OF_OPERATION;
    return switch (revoker.revoke(content.revocable(), reason, accounts)) {
      case Result.Revoked _ -> {
        events.revoked(o.certificate(), content.revocable(), reason);
        installer.markRevoked(o, content);
        yield Optional.empty();
      }
      case Result.Failed(var message, var retryAt) -> {
        events.revocationFailed(o.certificate(), content.revocable(), message);
        yield whileDeletionWaits(o, content, retryAt);
      }
      case Result.Waiting(var retryAt) -> whileDeletionWaits(o, content, retryAt);
      case Result.Refused(var message, _) -> {
        events.revocationGivenUp(o.certificate(), content.revocable(), message);
        yield Optional.empty();
      }
    };
  }

  private Optional<Instant> whileDeletionWaits(Observation o, TlsSecret content, Instant retryAt) {
    var deletion = Instant.parse(o.certificate().getMetadata().getDeletionTimestamp());
    var lookAgain = whileDeletionWaits(deletion, retryAt, o.now());
    if (lookAgain.isEmpty()) {
      events.revocationGivenUp(
          o.certificate(), content.revocable(), "a deletion waits for two minutes at most");
    }
    return lookAgain;
  }

  /** When to look again; empty once the deletion has waited for long enough. */
  static Optional<Instant> whileDeletionWaits(Instant deletion, Instant retryAt, Instant now) {
    var end = deletion.plus(PATIENCE);
    return now.isBefore(end) ? Optional.of(Moments.earlier(retryAt, end)) : Optional.empty();
  }
}
