package dev.nodecert.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.javaoperatorsdk.operator.api.monitoring.Metrics.ControllerExecution;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class OperatorMetricsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final OperatorMetrics metrics = new OperatorMetrics(registry);

  @Test
  void reconciliationsAreCountedByTheirResult() throws Exception {
    assertThat(metrics.timeControllerExecution(execution(() -> "done"))).isEqualTo("done");
    assertThatIllegalStateException()
        .isThrownBy(() ->
            metrics.timeControllerExecution(
                execution(() -> {
                  throw new IllegalStateException("the API server is away");
                })));

    assertThat(reconciliations("success")).isEqualTo(1);
    assertThat(reconciliations("error")).isEqualTo(1);
  }

  private long reconciliations(String result) {
    return registry
        .get("nodecert.reconcile")
        .tags("controller", "nodecertificate", "result", result)
        .timer()
        .count();
  }

  @Test
  void theCasAnswersAreTimedByEndpointAndStatus() {
    metrics.answered("newOrder", 201, Duration.ofMillis(20));
    metrics.answered("newOrder", 201, Duration.ofMillis(10));
    metrics.answered("newOrder", 0, Duration.ofSeconds(30));

    var answered =
        registry.get("nodecert.ca.request").tags("endpoint", "newOrder", "status", "201").timer();
    assertThat(answered.count()).isEqualTo(2);
    assertThat(answered.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(30);
    assertThat(registry.get("nodecert.ca.request").tags("status", "0").timer().count())
        .isEqualTo(1);
  }

  @Test
  void aCertificateThatIsGoneIsToldNoMore() {
    metrics.certificates().put("proxy", "pve1", Instant.EPOCH, Optional.empty());
    assertThat(registry.getMeters()).isNotEmpty();

    metrics.cleanupDoneFor(new ResourceID("pve1", "proxy"), Map.of());

    assertThat(registry.getMeters()).isEmpty();
  }

  static ControllerExecution<String> execution(Supplier<String> work) {
    return new ControllerExecution<>() {
      @Override
      public String controllerName() {
        return "nodecertificate";
      }

      @Override
      public String successTypeName(String result) {
        return "done";
      }

      @Override
      public ResourceID resourceID() {
        return new ResourceID("pve1", "proxy");
      }

      @Override
      public Map<String, Object> metadata() {
        return Map.of();
      }

      @Override
      public String name() {
        return "reconcile";
      }

      @Override
      public String execute() {
        return work.get();
      }
    };
  }
}
