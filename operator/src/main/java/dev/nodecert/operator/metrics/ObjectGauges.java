package dev.nodecert.operator.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.stream.Stream;

/** How the objects stand, as of the last time that it was told. */
public final class ObjectGauges {

  private final MultiGauge conditions;
  private final MultiGauge limits;

  ObjectGauges(MeterRegistry registry) {
    this.conditions = MultiGauge.builder("nodecert.condition").register(registry);
    this.limits = MultiGauge.builder("nodecert.ca.limit.used.ratio").register(registry);
  }

  /**
   * A condition of an object.
   *
   * @param namespace empty where the object has none
   */
  public record StandingCondition(
      String kind, String namespace, String name, String type, String status, String reason) {
    private Row<?> row() {
      return Row.of(
          Tags.of(
                  "kind",
                  kind,
                  "namespace",
                  namespace,
                  "name",
                  name,
                  "type",
                  type,
                  "status",
                  status)
              .and("reason", reason),
          1);
    }
  }

  /**
   * Tells of all objects; what it told before is forgotten.
   *
   * @param usedOfLimits by account, which part is used of the limit of its CA that is the nearest
   */
  public void tell(Stream<StandingCondition> standing, Map<String, Double> usedOfLimits) {
    conditions.register(standing.<Row<?>>map(StandingCondition::row).toList(), true);
    limits.register(
        usedOfLimits.entrySet().stream()
            .<Row<?>>map(used -> Row.of(Tags.of("account", used.getKey()), used.getValue()))
            .toList(),
        true);
  }
}
