package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.api.v1alpha1.SecretKeyReference;
import java.util.Optional;

/** Where a certificate is to come from. */
sealed interface DesiredSource permits DesiredOrder, DesiredSource.Uploaded, DesiredSource.Signed {

  /**
   * A Secret that somebody keeps.
   *
   * @param secret its name, in the NodeCertificate's namespace
   * @param passphrase of its key, in the same namespace
   */
  record Uploaded(String secret, Optional<SecretKeyReference> passphrase)
      implements DesiredSource {}

  /** The cluster CA. */
  record Signed() implements DesiredSource {}

  /** The source as the API has it. */
  default CertificateSource kind() {
    return switch (this) {
      case DesiredOrder _ -> CertificateSource.ACME;
      case Uploaded _ -> CertificateSource.Custom;
      case Signed _ -> CertificateSource.ClusterCA;
    };
  }
}
