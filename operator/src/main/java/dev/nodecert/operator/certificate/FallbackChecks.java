package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.api.v1alpha1.Fallback;
import dev.nodecert.operator.secret.TlsSecret;
import java.util.Optional;

/** Why a certificate of the cluster CA must stand in now. */
final class FallbackChecks {

  private FallbackChecks() {}

  static Optional<Finding> first(Observation o) {
    return isWanted(o) ? SignatureChecks.standIn(o).map(why -> why(o, why)) : Optional.empty();
  }

  /** Another source is no reason: that is what it stands in for. */
  private static Finding why(Observation o, Finding signed) {
    return o.held().filter(held -> !isStandIn(held)).isPresent()
        ? new Finding("NotInDate", "The certificate in the Secret has expired or is revoked.")
        : signed;
  }

  /** Whether one is to stand in, be it there already or not. */
  static boolean isWanted(Observation o) {
    return isAllowed(o) && !hasBetter(o);
  }

  private static boolean isAllowed(Observation o) {
    return o.desired().source().kind() != CertificateSource.ClusterCA
        && o.desired().fallback() != Fallback.None;
  }

  /** What is there, or at hand without anybody being asked. */
  private static boolean hasBetter(Observation o) {
    return o.upload() instanceof UploadState.Accepted
        || o.held()
            .filter(held -> !isStandIn(held))
            .filter(held -> !held.isRevoked() || o.desired().fallback() == Fallback.UntilIssued)
            .filter(held -> o.isInDate(held) || o.desired().fallback() == Fallback.UntilIssued)
            .isPresent();
  }

  /** Whether a certificate of the cluster CA stands in for the one that spec asks for. */
  static boolean isInPlace(Observation o) {
    return o.desired().source().kind() != CertificateSource.ClusterCA
        && o.held().filter(FallbackChecks::isStandIn).isPresent();
  }

  private static boolean isStandIn(TlsSecret held) {
    return held.isFrom(CertificateSource.ClusterCA);
  }
}
