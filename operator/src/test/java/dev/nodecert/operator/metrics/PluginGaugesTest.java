package dev.nodecert.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PluginGaugesTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final PluginGauges gauges = new PluginGauges(registry);

  @Test
  void eachPluginHasAsManyUsersAsAreCountedWhenSomebodyLooks() {
    gauges.put("gandi", Map.of("gandi", 3, "ovh", 1)::get);
    gauges.put("ovh", Map.of("gandi", 3, "ovh", 1)::get);

    assertThat(users("gandi")).isEqualTo(3);
    assertThat(users("ovh")).isEqualTo(1);
  }

  @Test
  void aPluginThatIsGoneIsToldOfNoMore() {
    gauges.put("gandi", _ -> 3);

    gauges.remove("gandi");

    assertThat(registry.getMeters()).isEmpty();
  }

  private double users(String plugin) {
    return registry.get("nodecert.plugin.certificates").tag("plugin", plugin).gauge().value();
  }
}
