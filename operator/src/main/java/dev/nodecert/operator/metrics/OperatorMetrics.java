package dev.nodecert.operator.metrics;

import dev.nodecert.operator.acme.CAExchange;
import dev.nodecert.operator.challenge.http01.ChallengeCounter;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;

/** Counts reconciliations, the CA's answers, and the challenges that it asks for. */
public final class OperatorMetrics implements Metrics, CAExchange, ChallengeCounter {

  private final MeterRegistry registry;
  private final CertificateGauges certificates;
  private final PluginGauges plugins;
  private final AuthorityGauges authority;
  private final ObjectGauges objects;

  /** Metrics in a registry. */
  public OperatorMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.certificates = new CertificateGauges(registry);
    this.plugins = new PluginGauges(registry);
    this.authority = new AuthorityGauges(registry);
    this.objects = new ObjectGauges(registry);
  }

  /** The gauges of single certificates. */
  public CertificateGauges certificates() {
    return certificates;
  }

  /** The gauges of single plugins. */
  public PluginGauges plugins() {
    return plugins;
  }

  /** The gauges of the cluster's CA. */
  public AuthorityGauges authority() {
    return authority;
  }

  /** The gauges of what objects say of themselves. */
  public ObjectGauges objects() {
    return objects;
  }

  @Override
  public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
    var timer = Timer.start(registry);
    var result = "error";
    try {
      var value = execution.execute();
      result = "success";
      return value;
    } finally {
      timer.stop(
          registry.timer(
              "nodecert.reconcile", "controller", execution.controllerName(), "result", result));
    }
  }

  @Override
  public void answered(String endpoint, int status, Duration duration) {
    registry
        .timer("nodecert.ca.request", "endpoint", endpoint, "status", Integer.toString(status))
        .record(duration);
  }

  @Override
  public void answered() {
    challenge("answered");
  }

  @Override
  public void unknown() {
    challenge("unknown");
  }

  private void challenge(String result) {
    registry.counter("nodecert.challenge.requests", "result", result).increment();
  }

  @Override
  public void cleanupDoneFor(ResourceID resource, Map<String, Object> metadata) {
    resource
        .getNamespace()
        .ifPresent(namespace -> certificates.remove(namespace, resource.getName()));
  }
}
