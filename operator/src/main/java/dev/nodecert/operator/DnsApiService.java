package dev.nodecert.operator;

import dev.nodecert.operator.OperatorConfiguration.DnsApiScripts;
import dev.nodecert.operator.dnsapi.DnsApis;
import dev.nodecert.operator.dnsapi.LocalScriptRunner;
import dev.nodecert.operator.dnsapi.ScriptEnvironment;
import dev.nodecert.operator.dnsapi.ScriptMeter;
import dev.nodecert.operator.dnsapi.remote.ScriptServer;
import dev.nodecert.operator.health.ManagementServer;
import dev.nodecert.operator.metrics.ScriptMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/** The dnsapi scripts alone: other people's code, which knows no cluster and no account's key. */
final class DnsApiService implements Service {

  private final ScriptServer server;
  private final ManagementServer management;

  /**
   * A service that already listens, after what a killed one has left is ended and removed.
   *
   * @param socket at which an operator calls
   */
  DnsApiService(
      DnsApiScripts scripts, Path socket, InetSocketAddress managementAddress, Duration grace) {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var runner = runner(scripts, new ScriptMetrics(registry));
    this.server = ScriptServer.start(socket, new DnsApis(scripts.home()), runner, grace);
    this.management =
        new ManagementServer(managementAddress, server::isListening, registry::scrape);
  }

  /** Runs scripts beside this process. */
  static LocalScriptRunner runner(DnsApiScripts scripts, ScriptMeter meter) {
    return new LocalScriptRunner(
        scripts.home(),
        Path.of(System.getProperty("java.io.tmpdir")),
        scripts.maxProcesses(),
        new ScriptEnvironment(scripts.path(), scripts.curlConfiguration()),
        meter);
  }

  @Override
  public void start() {}

  @Override
  public void close() {
    server.close();
    management.close();
  }
}
