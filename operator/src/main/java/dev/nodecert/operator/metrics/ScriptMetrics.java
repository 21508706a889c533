package dev.nodecert.operator.metrics;

import dev.nodecert.operator.dnsapi.ScriptMeter;
import dev.nodecert.operator.dnsapi.ScriptResult.Outcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** How many dnsapi scripts run, how many have ended how, and how long they took. */
public final class ScriptMetrics implements ScriptMeter {

  private final MeterRegistry registry;
  private final AtomicInteger running = new AtomicInteger();

  /** Metrics in a registry. */
  public ScriptMetrics(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("nodecert.dnsapi.scripts.running", running::get).register(registry);
  }

  @Override
  public Running started() {
    running.incrementAndGet();
    var timer = Timer.start(registry);
    return new Running() {
      @Override
      public void ended(Outcome outcome) {
        stop(outcome.name().toLowerCase(Locale.ROOT));
      }

      @Override
      public void cancelled() {
        stop("cancelled");
      }

      private void stop(String outcome) {
        running.decrementAndGet();
        timer.stop(registry.timer("nodecert.dnsapi.script", "outcome", outcome));
      }
    };
  }
}
