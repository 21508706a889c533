package dev.nodecert.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CertificateGaugesTest {

  private static final Instant EXPIRES = Instant.ofEpochSecond(1_800_000_000);
  private static final Instant RENEWS = Instant.ofEpochSecond(1_790_000_000);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CertificateGauges gauges = new CertificateGauges(registry);

  @Test
  void itTellsPrometheusWhenACertificateExpiresAndIsRenewed() {
    gauges.put("proxy", "pve1", EXPIRES, Optional.of(RENEWS));

    assertThat(samples())
        .containsExactlyInAnyOrder(
            "nodecert_certificate_expiration_timestamp_seconds{name=\"pve1\",namespace=\"proxy\"} 1.8E9",
            "nodecert_certificate_renewal_timestamp_seconds{name=\"pve1\",namespace=\"proxy\"} 1.79E9");
  }

  @Test
  void nothingIsToldOfTheRenewalOfWhatItsOwnerRenews() {
    gauges.put("proxy", "pve1", EXPIRES, Optional.of(RENEWS));
    gauges.put("proxy", "pve1", EXPIRES, Optional.empty());

    assertThat(samples())
        .containsExactly(
            "nodecert_certificate_expiration_timestamp_seconds{name=\"pve1\",namespace=\"proxy\"} 1.8E9");
  }

  @Test
  void aRenewedCertificateTakesTheFormersPlace() {
    gauges.put("proxy", "pve1", EXPIRES, Optional.of(RENEWS));
    gauges.put(
        "proxy",
        "pve1",
        EXPIRES.plusSeconds(100_000_000),
        Optional.of(RENEWS.plusSeconds(10_000_000)));

    assertThat(samples())
        .containsExactlyInAnyOrder(
            "nodecert_certificate_expiration_timestamp_seconds{name=\"pve1\",namespace=\"proxy\"} 1.9E9",
            "nodecert_certificate_renewal_timestamp_seconds{name=\"pve1\",namespace=\"proxy\"} 1.8E9");
  }

  @Test
  void certificatesOfTheSameNameAreKeptApartByTheirNamespace() {
    gauges.put("proxy", "pve1", EXPIRES, Optional.of(RENEWS));
    gauges.put("other", "pve1", EXPIRES, Optional.of(RENEWS));
    gauges.remove("proxy", "pve1");

    assertThat(samples())
        .hasSize(2)
        .allSatisfy(sample -> assertThat(sample).contains("namespace=\"other\""));
  }

  @Test
  void nothingIsToldOfACertificateThatIsGone() {
    gauges.put("proxy", "pve1", EXPIRES, Optional.of(RENEWS));
    gauges.remove("proxy", "pve1");
    gauges.remove("proxy", "never-seen");

    assertThat(samples()).isEmpty();
  }

  private Stream<String> samples() {
    return registry.scrape().lines().filter(line -> !line.startsWith("#"));
  }
}
