package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.api.v1alpha1.Operation;
import dev.nodecert.api.v1alpha1.Operations;
import dev.nodecert.api.v1alpha1.RevocationPolicy;
import dev.nodecert.operator.acme.RevocationReason;
import dev.nodecert.operator.secret.RevocableCertificate;
import dev.nodecert.operator.secret.TlsSecret;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is to be revoked now: the first that holds. */
final class RevocationChecks {

  private static final List<Function<Observation, Optional<Decision>>> CHECKS =
      List.of(
          RevocationChecks::demandMalformed,
          RevocationChecks::demandOfNoOrder,
          RevocationChecks::demanded,
          RevocationChecks::orderHasReplaced);

  private RevocationChecks() {}

  static Optional<Decision> first(Observation observation) {
    return CHECKS.stream().flatMap(check -> check.apply(observation).stream()).findFirst();
  }

  private static Optional<Decision> demandMalformed(Observation o) {
    return RevocationDemand.annotation(o.certificate())
        .filter(value -> RevocationDemand.parse(value).isEmpty())
        .filter(value -> operation(o, value).isEmpty())
        .map(value -> new Decision.RefuseRevocation(value, RevocationDemand.objection(value)));
  }

  /** What no ACME CA has issued is replaced by nodecert.dev/renew, or by another upload. */
  private static Optional<Decision> demandOfNoOrder(Observation o) {
    return RevocationDemand.annotation(o.certificate())
        .filter(value -> operation(o, value).isEmpty())
        .filter(_ -> isDemandedOfNoOrder(o))
        .map(value -> new Decision.RefuseRevocation(value, notRevocable(o.held().orElseThrow())));
  }

  private static Finding notRevocable(TlsSecret content) {
    return new Finding(
        "NotRevocable",
        "The certificate is of source %s, and only an ACME CA revokes. Replace it: by annotation %s where the cluster CA signs, else by another upload."
            .formatted(content.provenance().source(), RenewalRequest.ANNOTATION));
  }

  private static boolean isDemandedOfNoOrder(Observation o) {
    return o.held()
        .filter(content -> !content.isFrom(CertificateSource.ACME))
        .filter(content -> demandOn(o, content).isPresent())
        .isPresent();
  }

  /**
   * Whatever status says was done: that the certificate in the Secret is revoked, the Secret says.
   */
  private static Optional<Decision> demanded(Observation o) {
    return o.secret() instanceof SecretState.Held(var content, _)
        ? demandFor(o, content).map(demand -> new Decision.Revoke(demand, content))
        : Optional.empty();
  }

  private static Optional<RevocationDemand> demandFor(Observation o, TlsSecret content) {
    return demandOn(o, content)
        .filter(_ -> content.isFrom(CertificateSource.ACME))
        .filter(_ -> !content.isRevoked());
  }

  private static Optional<RevocationDemand> demandOn(Observation o, TlsSecret content) {
    return RevocationDemand.of(o.certificate())
        .filter(demand -> demand.isFor(content.chain().leaf()));
  }

  /** What became of an annotation's value. */
  static Optional<Operation> operation(Observation o, String value) {
    return Optional.ofNullable(o.status().operations())
        .map(Operations::revoke)
        .filter(operation -> operation.isFor(value));
  }

  /** An order has ended well; what it has replaced is with its key until its end is recorded. */
  private static Optional<Decision> orderHasReplaced(Observation o) {
    return o.status().issuance() != null
            && (revokesOnReplace(o) || RevocationDemand.of(o.certificate()).isPresent())
            && o.isFulfilled()
            && CertificateNeed.of(o).isEmpty()
        ? Optional.of(new Decision.RevokeReplaced())
        : Optional.empty();
  }

  /** The certificate in the Secret, where it is to be revoked as soon as it is replaced. */
  static Optional<RevocableCertificate> toBeReplaced(Observation o) {
    return o.held()
        .filter(content -> content.isFrom(CertificateSource.ACME))
        .filter(content -> !content.isRevoked())
        .filter(content -> revokesOnReplace(o) || demandFor(o, content).isPresent())
        .map(TlsSecret::revocable);
  }

  /** Why a certificate that was replaced is to be revoked; empty where it is not. */
  static Optional<RevocationReason> reasonToRevokeReplaced(
      Observation o, X509Certificate replaced) {
    return RevocationDemand.of(o.certificate())
        .filter(demand -> demand.isFor(replaced))
        .map(RevocationDemand::reason)
        .or(() ->
            revokesOnReplace(o) ? Optional.of(RevocationReason.SUPERSEDED) : Optional.empty());
  }

  /** Whether nobody may have another certificate for the key in the Secret. */
  static boolean endsKey(Observation o, TlsSecret content) {
    return content.isRevoked() || demandOn(o, content).isPresent();
  }

  private static boolean revokesOnReplace(Observation o) {
    return policy(o).map(RevocationPolicy::onReplace).orElse(false);
  }

  static boolean revokesOnDelete(Observation o) {
    return policy(o).map(RevocationPolicy::onDelete).orElse(false);
  }

  private static Optional<RevocationPolicy> policy(Observation o) {
    return Optional.ofNullable(o.certificate().getSpec().revocation());
  }
}
