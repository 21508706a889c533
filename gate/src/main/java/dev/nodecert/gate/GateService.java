package dev.nodecert.gate;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The process from its start to its end: wires the classes beside it. */
final class GateService implements AutoCloseable {

  private static final int WAITING_CHECKS = 32;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final PasswordChecks checks = new PasswordChecks(threads(), WAITING_CHECKS);
  private final GateServer server;
  private final ManagementServer management;

  GateService(GateConfiguration configuration, InstantSource clock) {
    var users = new UsersFile(configuration.users(), clock);
    var sessions = new Sessions(configuration.sessions(), new SecureRandom());
    var logins = new Logins(users, checks, sessions, clock);
    var metrics = new GateMetrics(registry, users, sessions);
    this.server =
        new GateServer(configuration.address(), new Gate(users, sessions, logins, metrics, clock));
    this.management =
        new ManagementServer(
            configuration.managementAddress(), () -> users.get().size() > 0, registry::scrape);
  }

  /** Half of the processors are left to those who are in. */
  private static int threads() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  void start() {
    server.start();
    management.start();
  }

  InetSocketAddress address() {
    return server.address();
  }

  InetSocketAddress managementAddress() {
    return management.address();
  }

  @Override
  public void close() {
    server.close();
    management.close();
    checks.close();
  }
}
