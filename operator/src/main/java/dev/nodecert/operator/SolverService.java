package dev.nodecert.operator;

import dev.nodecert.operator.challenge.http01.Http01Solver;
import dev.nodecert.operator.health.ManagementServer;
import dev.nodecert.operator.metrics.OperatorMetrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The http-01 solver alone: it faces the internet and needs no right to any Secret. */
final class SolverService implements Service {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Http01Solver solver;
  private final ManagementServer management;

  SolverService(OperatorConfiguration configuration, KubernetesClient client) {
    this.solver =
        new Http01Solver(
            client,
            configuration.watchedNamespaces(),
            configuration.solverAddress(),
            new OperatorMetrics(registry));
    this.management =
        new ManagementServer(
            configuration.managementAddress(), solver::isHealthy, registry::scrape);
  }

  @Override
  public void start() {
    solver.start();
  }

  @Override
  public void close() {
    solver.close();
    management.close();
  }
}
