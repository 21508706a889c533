package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserUpdatesTest {

  private static final String FORMER =
      "generation: 1, annotations: {nodecert.dev/renew: a, note: b}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "generation: 1, annotations: {nodecert.dev/renew: a, note: b}                 | false",
        "generation: 1, annotations: {nodecert.dev/renew: a, note: c}, resourceVersion: '2' | false",
        "generation: 1, annotations: {nodecert.dev/renew: a}, labels: {team: x}       | false",
        "generation: 2, annotations: {nodecert.dev/renew: a, note: b}                 | true ",
        "generation: 1, annotations: {nodecert.dev/renew: c, note: b}                 | true ",
        "generation: 1, annotations: {nodecert.dev/renew: a, nodecert.dev/revoke: c}  | true ",
        "generation: 1                                                                | true ",
        "generation: 1, deletionTimestamp: '2026-11-23T12:00:00Z'                     | true ",
      })
  void whatAUserAsksForWakes(String metadata, boolean wakes) {
    assertThat(new UserUpdates().accept(certificate(metadata), certificate(FORMER)))
        .isEqualTo(wakes);
  }

  private static NodeCertificate certificate(String metadata) {
    return Serialization.unmarshal(
        "---\n{apiVersion: nodecert.dev/v1alpha1, kind: NodeCertificate, metadata: {%s}}"
            .formatted(metadata),
        NodeCertificate.class);
  }
}
