package dev.nodecert.operator.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToIntFunction;

/** How many certificates name each plugin. */
public final class PluginGauges {

  private final MeterRegistry registry;
  private final ConcurrentMap<String, Meter> gauges = new ConcurrentHashMap<>();

  PluginGauges(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Tells of a plugin.
   *
   * @param users counts the certificates that name a plugin, whenever the metrics are read
   */
  public void put(String plugin, ToIntFunction<String> users) {
    gauges.computeIfAbsent(
        plugin,
        name ->
            Gauge.builder("nodecert.plugin.certificates", () -> users.applyAsInt(name))
                .tag("plugin", name)
                .register(registry));
  }

  /** Tells no more of a plugin that is gone. */
  public void remove(String plugin) {
    var former = gauges.remove(plugin);
    if (former != null) {
      registry.remove(former);
    }
  }
}
