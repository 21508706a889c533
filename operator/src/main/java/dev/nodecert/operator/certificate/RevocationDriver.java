package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.Operation;
import dev.nodecert.api.v1alpha1.OperationState;
import dev.nodecert.api.v1alpha1.Operations;
import dev.nodecert.operator.acme.RevocationReason;
import dev.nodecert.operator.certificate.Revoker.Accounts;
import dev.nodecert.operator.certificate.Revoker.Result;
import dev.nodecert.operator.secret.RevocableCertificate;
import dev.nodecert.operator.secret.TlsSecret;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Takes a revocation to its end: on demand, or after a replacement. */
final class RevocationDriver {

  /** For so long it is tried to revoke what was replaced. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  private final Revoker revoker;
  private final PendingKeys keys;
  private final CertificateInstaller installer;
  private final CertificateEvents events;

  RevocationDriver(
      Revoker revoker, PendingKeys keys, CertificateInstaller installer, CertificateEvents events) {
    this.revoker = revoker;
    this.keys = keys;
    this.installer = installer;
    this.events = events;
  }

  /**
   * How far it has come.
   *
   * @param seen what is to be seen now
   * @param lookAgain when it goes on, where it has not come to its end
   */
  record Step(Observation seen, Optional<Instant> lookAgain) {
    static Step ended(Observation seen) {
      return new Step(seen, Optional.empty());
    }

    static Step open(Observation seen, Instant lookAgain) {
      return new Step(seen, Optional.of(lookAgain));
    }
  }

  /** A demand that makes no sense is told once. */
  Step refuse(Observation o, String value, Finding why, StatusWriter writer) {
    events.revocationRefused(o.certificate(), why.message());
    return Step.ended(recorded(o, started(o, value).with(OperationState.Refused), writer));
  }

  /** Revokes the certificate in the Secret because the annotation wants it. */
  Step onDemand(
      Observation o,
      RevocationDemand demand,
      TlsSecret content,
      Accounts accounts,
      StatusWriter writer) {
    var operation =
        RevocationChecks.operation(o, demand.value()).orElseGet(() -> started(o, demand.value()));
    var taken = recorded(o, operation, writer);
    return switch (revoker.revoke(content.revocable(), demand.reason(), accounts)) {
      case Result.Revoked _ -> revoked(taken, demand, content, operation, writer);
      case Result.Failed(var message, var retryAt) -> {
        events.revocationFailed(o.certificate(), content.revocable(), message);
        yield Step.open(taken, retryAt);
      }
      case Result.Waiting(var retryAt) -> Step.open(taken, retryAt);
      case Result.Refused(var message, var retryAt) -> {
        events.revocationRefused(o.certificate(), mendReason(demand, message));
        yield Step.open(recorded(taken, operation.with(OperationState.Refused), writer), retryAt);
      }
    };
  }

  private static String mendReason(RevocationDemand demand, String message) {
    return "The CA does not take the reason %s (%s). Set another one in annotation %s."
        .formatted(demand.reason(), message, RevocationDemand.ANNOTATION);
  }

  private static Operation started(Observation o, String value) {
    return new Operation(value, OperationState.Started, o.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private static Observation recorded(Observation o, Operation operation, StatusWriter writer) {
    var known =
        Optional.ofNullable(o.status().operations()).orElseGet(() -> new Operations(null, null));
    var status = o.status().withOperations(known.withRevoke(operation));
    writer.write(status);
    return o.with(status);
  }

  /**
   * The Secret says it first. A running order, and the key that it has made, ends with it: it may
   * be for the key that is revoked, or be known to whoever knows that one.
   */
  private Step revoked(
      Observation o,
      RevocationDemand demand,
      TlsSecret content,
      Operation operation,
      StatusWriter writer) {
    events.revoked(o.certificate(), content.revocable(), demand.reason());
    installer.write(o, content.revoked());
    var after = o.with(new SecretState.Held(content.revoked(), Optional.empty()));
    return Step.ended(
        recorded(after.withoutIssuance(), operation.with(OperationState.Done), writer));
  }

  /** Revokes what the order that has just ended has replaced. */
  Step replaced(Observation o, Accounts accounts, StatusWriter writer) {
    var former = keys.replaced(o).filter(known -> !isInUse(o, known));
    var reason =
        former.flatMap(known -> RevocationChecks.reasonToRevokeReplaced(o, known.certificate()));
    return reason.isEmpty()
        ? settled(o)
        : replaced(o, former.orElseThrow(), reason.get(), accounts, writer);
  }

  private static boolean isInUse(Observation o, RevocableCertificate former) {
    return o.held().filter(c -> c.chain().leaf().equals(former.certificate())).isPresent();
  }

  private Step replaced(
      Observation o,
      RevocableCertificate former,
      RevocationReason reason,
      Accounts accounts,
      StatusWriter writer) {
    return switch (revoker.revoke(former, reason, accounts)) {
      case Result.Revoked _ -> {
        events.revoked(o.certificate(), former, reason);
        yield settled(o, former, OperationState.Done, writer);
      }
      case Result.Failed(var message, var retryAt) -> {
        events.revocationFailed(o.certificate(), former, message);
        yield replacedLater(o, former, retryAt, writer);
      }
      case Result.Waiting(var retryAt) -> replacedLater(o, former, retryAt, writer);
      case Result.Refused(var message, _) -> {
        events.revocationGivenUp(o.certificate(), former, message);
        yield settled(o, former, OperationState.Refused, writer);
      }
    };
  }

  private static Step settled(
      Observation o, RevocableCertificate former, OperationState reached, StatusWriter writer) {
    return settled(
        RevocationDemand.of(o.certificate())
            .filter(demand -> demand.isFor(former.certificate()))
            .flatMap(demand -> RevocationChecks.operation(o, demand.value()))
            .map(operation -> recorded(o, operation.with(reached), writer))
            .orElse(o));
  }

  /** The order may be forgotten now, and with it what it has replaced. */
  private static Step settled(Observation o) {
    return Step.ended(o.withoutIssuance());
  }

  private Step replacedLater(
      Observation o, RevocableCertificate former, Instant retryAt, StatusWriter writer) {
    var end = o.held().orElseThrow().provenance().issuedAt().plus(PATIENCE);
    if (o.now().isBefore(end)) {
      return Step.open(o, retryAt);
    }
    events.revocationGivenUp(o.certificate(), former, "it has failed for a day");
    return settled(o, former, OperationState.Refused, writer);
  }
}
