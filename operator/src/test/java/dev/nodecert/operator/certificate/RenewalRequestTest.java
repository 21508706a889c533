package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.Operation;
import dev.nodecert.api.v1alpha1.OperationState;
import dev.nodecert.operator.secret.TlsSecret.Provenance;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When it is acted on is in {@link PlannerTest}; here is what is read. */
class RenewalRequestTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private static RenewalRequest request(String value) {
    var certificate = new NodeCertificate();
    certificate.setMetadata(
        new ObjectMetaBuilder().addToAnnotations("nodecert.dev/renew", value).build());
    return RenewalRequest.of(certificate).orElseThrow();
  }

  private static Provenance from(CertificateSource source) {
    return Provenance.of(source, NOW, "");
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
    assertThat(request(value).objection(from(CertificateSource.ACME), NOW))
        .contains(
            "Annotation nodecert.dev/renew is no RFC 3339 time and is not acted on: '"
                + value
                + "'. Set it to the time now, for example 2026-11-23T12:00:00Z.");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T12:00:01Z, Custom, true",
    "2026-11-23T12:00:00Z, Custom, false",
    "2026-11-23T12:00:01Z, ACME, false",
    "2026-11-23T12:00:01Z, ClusterCA, false",
  })
  void whatWasUploadedIsNotRenewed(String value, CertificateSource source, boolean refused) {
    assertThat(request(value).objection(from(source), NOW).isPresent()).isEqualTo(refused);
  }

  @Test
  void aLongValueIsKnownAgain() {
    var request = request("x".repeat(300));
    var told = request.in(OperationState.Refused, Instant.parse("2026-11-23T12:00:00.7Z"));

    assertThat(told)
        .isEqualTo(
            new Operation(
                "x".repeat(256), OperationState.Refused, Instant.parse("2026-11-23T12:00:00Z")));
    assertThat(told.isFor(request.value())).isTrue();
  }

  @Test
  void withoutTheAnnotationThereIsNone() {
    var certificate = new NodeCertificate();
    certificate.setMetadata(new ObjectMetaBuilder().build());

    assertThat(RenewalRequest.of(certificate)).isEmpty();
  }
}
