package dev.nodecert.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.metrics.ObjectGauges.StandingCondition;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ObjectGaugesTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ObjectGauges gauges = new ObjectGauges(registry);

  private static StandingCondition ready(String status, String reason) {
    return new StandingCondition("NodeCertificate", "proxy", "pve1", "Ready", status, reason);
  }

  @Test
  void whatIsToldLastIsAllThatIsKnown() {
    gauges.tell(Stream.of(ready("False", "Issuing")), Map.of("default", 0.5));
    gauges.tell(Stream.of(ready("True", "Issued")), Map.of("default", 0.8, "other", 0.1));

    assertThat(registry.get("nodecert.condition").gauges())
        .singleElement()
        .satisfies(gauge -> {
          assertThat(gauge.value()).isEqualTo(1);
          assertThat(gauge.getId().getTag("kind")).isEqualTo("NodeCertificate");
          assertThat(gauge.getId().getTag("namespace")).isEqualTo("proxy");
          assertThat(gauge.getId().getTag("name")).isEqualTo("pve1");
          assertThat(gauge.getId().getTag("type")).isEqualTo("Ready");
          assertThat(gauge.getId().getTag("status")).isEqualTo("True");
          assertThat(gauge.getId().getTag("reason")).isEqualTo("Issued");
        });
    assertThat(
            registry.get("nodecert.ca.limit.used.ratio").tags("account", "default").gauge().value())
        .isEqualTo(0.8);
  }

  @Test
  void whatIsGoneIsToldNoMore() {
    gauges.tell(Stream.of(ready("True", "Issued")), Map.of("default", 0.5));
    gauges.tell(Stream.empty(), Map.of());

    assertThat(registry.getMeters()).isEmpty();
  }
}
