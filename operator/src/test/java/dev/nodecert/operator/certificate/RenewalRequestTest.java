package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.Operation;
import dev.nodecert.api.v1alpha1.OperationState;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When it is acted on is in {@link PlannerTest}; here is what is read. */
class RenewalRequestTest {

  private static RenewalRequest request(String value) {
    var certificate = new NodeCertificate();
    certificate.setMetadata(
        new ObjectMetaBuilder().addToAnnotations("nodecert.dev/renew", value).build());
    return RenewalRequest.of(certificate).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T12:00:00Z, 2026-11-23T12:00:00Z",
    "2026-11-23T12:00:00.5Z, 2026-11-23T12:00:00.5Z",
    "2026-11-23T13:00:00+01:00, 2026-11-23T12:00:00Z",
    "' 2026-11-23T12:00:00Z', 2026-11-23T12:00:00Z",
  })
  void aTime(String value, Instant moment) {
    assertThat(request(value).moment()).contains(moment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "now", "true", "2026-11-23", "2026-11-23T12:00:00", "1795435200"})
  void noTime(String value) {
    assertThat(request(value).moment()).isEmpty();
    assertThat(request(value).isToRefuse(Optional.empty())).isTrue();
  }

  @Test
  void aLongValueIsKnownAgain() {
    var request = request("x".repeat(300));
    var told = request.in(OperationState.Refused, Instant.parse("2026-11-23T12:00:00.7Z"));

    assertThat(told)
        .isEqualTo(
            new Operation(
                "x".repeat(256), OperationState.Refused, Instant.parse("2026-11-23T12:00:00Z")));
    assertThat(request.isToRefuse(Optional.of(told))).isFalse();
  }

  @Test
  void withoutTheAnnotationThereIsNone() {
    var certificate = new NodeCertificate();
    certificate.setMetadata(new ObjectMetaBuilder().build());

    assertThat(RenewalRequest.of(certificate)).isEmpty();
  }
}
