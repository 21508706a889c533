package dev.nodecert.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuthorityGaugesTest {

  private static final Optional<Instant> END = Optional.of(Instant.ofEpochSecond(1_800_000_000));

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AuthorityGauges gauges = new AuthorityGauges(registry);

  @Test
  void itTellsPrometheusHowItStandsWithTheCAAndWhenItExpires() {
    gauges.put("Ready", END);

    assertThat(samples())
        .containsExactlyInAnyOrder(
            "nodecert_cluster_ca_state{state=\"Ready\"} 1.0",
            "nodecert_cluster_ca_expiration_timestamp_seconds 1.8E9");
  }

  @Test
  void aNewStateTakesTheFormersPlace() {
    gauges.put("Ready", END);
    gauges.put("CALost", Optional.empty());

    assertThat(samples()).containsExactly("nodecert_cluster_ca_state{state=\"CALost\"} 1.0");
  }

  private Stream<String> samples() {
    return registry.scrape().lines().filter(line -> !line.startsWith("#"));
  }
}
