package dev.nodecert.operator;

import java.net.InetSocketAddress;
import java.time.Duration;
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
    solver
  }

  /** The times of leader election, as in Kubernetes' own components. */
  public record LeaderElectionTimes(
      Duration leaseDuration, Duration renewDeadline, Duration retryPeriod) {}
}
