package dev.nodecert.operator;

import dev.nodecert.operator.certificate.CachedOrders;
import dev.nodecert.operator.limits.OrderLedger;
import dev.nodecert.operator.metrics.ObjectGauges;
import dev.nodecert.operator.metrics.ObjectGauges.StandingCondition;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What Prometheus reads. What the caches know is told when it is asked for.
 *
 * @param conditions of all objects
 */
record MetricsPage(
    PrometheusMeterRegistry registry,
    ObjectGauges objects,
    Supplier<Stream<StandingCondition>> conditions,
    CachedOrders orders,
    OrderLedger ledger) {

  String text() {
    objects.tell(conditions.get(), usedOfLimits());
    return registry.scrape();
  }

  private Map<String, Double> usedOfLimits() {
    var used = new HashMap<String, Double>();
    orders
        .firstOrders()
        .forEach((account, intents) ->
            intents.stream()
                .flatMapToDouble(intent -> ledger.used(intent).stream())
                .max()
                .ifPresent(most -> used.put(account, most)));
    return used;
  }
}
