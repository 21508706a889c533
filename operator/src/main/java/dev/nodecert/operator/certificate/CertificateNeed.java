package dev.nodecert.operator.certificate;

import java.util.Optional;

/** Why another certificate is to be had from where spec says. */
final class CertificateNeed {

  private CertificateNeed() {}

  /** Empty where the Secret holds the right one. */
  static Optional<Finding> of(Observation o) {
    return switch (o.desired().source()) {
      case DesiredOrder _ -> IssueChecks.first(o);
      case DesiredSource.Uploaded _ -> UploadChecks.first(o);
      case DesiredSource.Signed _ -> SignatureChecks.first(o);
    };
  }
}
