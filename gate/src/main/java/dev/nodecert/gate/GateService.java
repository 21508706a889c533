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
  private final AnswerServer server;
  private final AnswerServer management;

  GateService(GateConfiguration configuration, InstantSource clock) {
    var users = new UsersFile(configuration.users(), clock);
    var sessions = new Sessions(configuration.sessions(), new SecureRandom());
    var logins = new Logins(users, checks, sessions, clock);
    var metrics = new GateMetrics(registry, users, sessions);
    var gate = new Gate(users, sessions, logins, metrics, clock);
    var probed = new Management(() -> users.get().size() > 0, registry::scrape);
    this.server = new AnswerServer(configuration.address(), gate::answer);
    this.management = new AnswerServer(configuration.managementAddress(), probed::answer);
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
