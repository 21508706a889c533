package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.operator.authority.AuthorityMaterial.Issuer;
import dev.nodecert.operator.certificate.SignatureState.Available;
import dev.nodecert.operator.secret.TlsSecret;
import java.util.List;
import java.util.Optional;

/** Why the cluster CA must sign a certificate now: the first that holds. */
final class SignatureChecks {

  @FunctionalInterface
  private interface Check {
    Optional<Finding> apply(Observation o, Available ca, TlsSecret held);
  }

  private static final List<Check> CHECKS =
      List.of(
          SignatureChecks::sourceDiffers,
          SignatureChecks::namesOrKeyDiffer,
          SignatureChecks::contentDiffers,
          SignatureChecks::issuerGone,
          SignatureChecks::expired,
          SignatureChecks::renewalDue);

  private SignatureChecks() {}

  /** Empty, too, where the CA does not sign. */
  static Optional<Finding> first(Observation o) {
    return o.signature() instanceof Available
        ? standIn(o).or(() -> IssueChecks.renewalRequested(o))
        : Optional.empty();
  }

  /**
   * The same for one that stands in: what is to be renewed on request is the one that it is for.
   */
  static Optional<Finding> standIn(Observation o) {
    if (!(o.signature() instanceof Available ca)) {
      return Optional.empty();
    }
    return IssueChecks.secretMissing(o)
        .or(() -> IssueChecks.secretDamaged(o))
        .or(() -> o.held().flatMap(held -> first(o, ca, held)));
  }

  private static Optional<Finding> first(Observation o, Available ca, TlsSecret held) {
    return CHECKS.stream().flatMap(check -> check.apply(o, ca, held).stream()).findFirst();
  }

  private static Optional<Finding> sourceDiffers(Observation o, Available ca, TlsSecret held) {
    return held.isFrom(CertificateSource.ClusterCA)
        ? Optional.empty()
        : found(
            "SourceChanged",
            "The certificate in the Secret is from source %s."
                .formatted(held.provenance().source()));
  }

  private static Optional<Finding> namesOrKeyDiffer(Observation o, Available ca, TlsSecret held) {
    return held.provenance().orderHash().equals(ca.hash(o.desired().keyType()))
        ? Optional.empty()
        : found(
            "SpecChanged",
            "The names or the key that spec asks for are not those of the certificate in the"
                + " Secret.");
  }

  /** Somebody put another certificate there. */
  private static Optional<Finding> contentDiffers(Observation o, Available ca, TlsSecret held) {
    return IssueChecks.namesDiffer(held, ca.names().granted());
  }

  /** No client trusts what is signed by a CA that was replaced otherwise than by a roll-over. */
  private static Optional<Finding> issuerGone(Observation o, Available ca, TlsSecret held) {
    return ca.authority().issuerOf(held.chain().leaf()) == Issuer.STRANGER
        ? found("IssuerGone", "The certificate in the Secret is of another cluster CA.")
        : Optional.empty();
  }

  private static Optional<Finding> expired(Observation o, Available ca, TlsSecret held) {
    return o.isInDate(held)
        ? Optional.empty()
        : found("Expired", "The certificate in the Secret has expired.");
  }

  /** Near the CA's end another certificate would last no longer. */
  private static Optional<Finding> renewalDue(Observation o, Available ca, TlsSecret held) {
    return Optional.of(o.renewal(held).moment())
        .filter(_ -> held.chain().leaf().getNotAfter().toInstant().isBefore(ca.authority().end()))
        .filter(renewal -> !renewal.at().isAfter(o.now()))
        .map(renewal -> new Finding("RenewalDue", renewal.reason()));
  }

  private static Optional<Finding> found(String reason, String message) {
    return Optional.of(new Finding(reason, message));
  }
}
