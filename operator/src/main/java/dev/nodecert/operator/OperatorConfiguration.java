package dev.nodecert.operator;

import dev.nodecert.operator.authority.AuthorityConfiguration;
import dev.nodecert.operator.plugin.Scripts.Unsafe;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the operator runs.
 *
 * @param role what of the operator this process is
 * @param namespace its own, where the accounts' Secrets are
 * @param watchedNamespaces of the NodeCertificates; all where empty
 * @param workers how many objects are worked on at once
 * @param identity which replica this is
 * @param leaderElection empty where there is only one replica
 * @param dnsApiScripts how acme.sh's scripts run; empty where acme.sh is not installed
 * @param authority how the cluster CA is
 * @param gracePeriod how long a stop waits for what is at work
 */
public record OperatorConfiguration(
    Role role,
    String namespace,
    Set<String> watchedNamespaces,
    int workers,
    String identity,
    Optional<LeaderElectionTimes> leaderElection,
    InetSocketAddress solverAddress,
    InetSocketAddress managementAddress,
    Optional<DnsApiScripts> dnsApiScripts,
    AuthorityConfiguration authority,
    Duration gracePeriod) {

  public OperatorConfiguration {
    watchedNamespaces = Set.copyOf(watchedNamespaces);
  }

  /** What of the operator a process is. */
  public enum Role {
    /** All of it. */
    all,
    /** All but the solver. */
    operator,
    /** The solver alone. */
    solver,
    /** Runs dnsapi scripts for an operator, and knows no cluster. */
    dnsapi
  }

  /**
   * How acme.sh's dnsapi scripts run.
   *
   * @param home the folder with {@code acme.sh} and {@code dnsapi/}
   * @param maxProcesses how many run at once
   * @param unsafe what becomes of those that run what their settings say
   * @param path where their programs are looked for
   * @param curlConfiguration lines for their curl beside our own
   * @param socket where another process runs them; empty where this one does
   */
  public record DnsApiScripts(
      Path home,
      int maxProcesses,
      Unsafe unsafe,
      String path,
      List<String> curlConfiguration,
      Optional<Path> socket) {
    public DnsApiScripts {
      curlConfiguration = List.copyOf(curlConfiguration);
    }
  }

  /** The times of leader election, as in Kubernetes' own components. */
  public record LeaderElectionTimes(
      Duration leaseDuration, Duration renewDeadline, Duration retryPeriod) {}
}
