package dev.nodecert.operator.certificate;

import dev.nodecert.operator.secret.TlsSecret;
import java.util.Optional;

/** Why an uploaded certificate must be put into the Secret now. */
final class UploadChecks {

  private UploadChecks() {}

  static Optional<Finding> first(Observation o) {
    return o.isFulfilled() ? Optional.empty() : Optional.of(why(o));
  }

  private static Finding why(Observation o) {
    return o.held()
        .map(UploadChecks::changed)
        .orElseGet(() ->
            new Finding(
                "SecretMissing",
                "There is no certificate in Secret %s yet.".formatted(o.desired().secretName())));
  }

  private static Finding changed(TlsSecret held) {
    return new Finding(
        "UploadChanged",
        "The uploaded certificate is not the one in the Secret, which is from source %s."
            .formatted(held.provenance().source()));
  }
}
