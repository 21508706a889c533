package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.NodeCertificateStatus;
import dev.nodecert.operator.secret.SecretJson;
import dev.nodecert.operator.secret.SecretTarget;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Optional;

/** The Secret that is ours, after someone else has written to it: seen, decided on, and told. */
final class CertificateStatusFuzz {

  private static final StatusSchema SCHEMA = new StatusSchema();

  private CertificateStatusFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    SecretJson.read(input).ifPresent(CertificateStatusFuzz::assertItsStatusCanBeWritten);
  }

  private static void assertItsStatusCanBeWritten(Secret secret) {
    var observation = Seen.aNewCertificate().secret(state(secret)).observation();
    Planner.decide(observation, _ -> Optional.empty());
    assertThat(SCHEMA.objections(status(observation))).isEmpty();
  }

  private static SecretState state(Secret secret) {
    var desired = Seen.aNewCertificate().observation().desired();
    var target = SecretTarget.of(desired.owner(), desired.secretName());
    return new SecretInspection(target, Optional.empty(), _ -> false).inspect(Optional.of(secret));
  }

  private static NodeCertificateStatus status(Observation observation) {
    var factory = new CertificateStatusFactory(observation);
    return RefusalChecks.first(observation)
        .map(factory::stalled)
        .or(() -> IssueChecks.first(observation).map(factory::awaiting))
        .orElseGet(factory::resting);
  }
}
