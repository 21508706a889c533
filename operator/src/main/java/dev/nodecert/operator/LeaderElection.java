package dev.nodecert.operator;

import dev.nodecert.operator.OperatorConfiguration.LeaderElectionTimes;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One replica works at a time: the one that holds the Lease. */
final class LeaderElection {

  static final String LEASE = "nodecert-operator";

  private static final Logger LOG = LoggerFactory.getLogger(LeaderElection.class);

  private final KubernetesClient client;
  private final String namespace;
  private final String identity;
  private final Runnable onLost;
  private volatile boolean leading;
  private volatile boolean stopping;

  /**
   * An election that has not begun.
   *
   * @param onLost runs when another replica may be at work beside us
   */
  LeaderElection(KubernetesClient client, String namespace, String identity, Runnable onLost) {
    this.client = client;
    this.namespace = namespace;
    this.identity = identity;
    this.onLost = onLost;
  }

  LeaderElectionConfiguration configuration(LeaderElectionTimes times) {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
        .withLeaseNamespace(namespace)
        .withIdentity(identity)
        .withLeaseDuration(times.leaseDuration())
        .withRenewDeadline(times.renewDeadline())
        .withRetryPeriod(times.retryPeriod())
        // The SDK would call System.exit, which waits for a shutdown hook that waits for the SDK.
        .withExitOnStopLeading(false)
        .withLeaderCallbacks(new LeaderCallbacks(this::started, this::stopped, _ -> {}))
        .build();
  }

  private void started() {
    leading = true;
    if (stopping) {
      release();
      return;
    }
    LOG.info("leading as {}", identity);
  }

  private void stopped() {
    if (leading && !stopping) {
      LOG.error("the Lease {}/{} was lost", namespace, LEASE);
      onLost.run();
    }
  }

  /** Whether this replica works. */
  boolean isLeading() {
    return leading && !stopping;
  }

  /** From now on losing the Lease is what we want. */
  void stopping() {
    stopping = true;
  }

  /** Lets another replica take over at once. */
  void release() {
    if (!leading) {
      return;
    }
    try {
      client
          .leases()
          .inNamespace(namespace)
          .withName(LEASE)
          .edit(lease -> isOurs(lease) ? released(lease) : lease);
    } catch (KubernetesClientException e) {
      LOG.warn("the Lease was not released and runs out by itself: {}", e.getMessage());
    }
  }

  private boolean isOurs(Lease lease) {
    return lease != null && identity.equals(lease.getSpec().getHolderIdentity());
  }

  private static Lease released(Lease lease) {
    return lease
        .edit()
        .editSpec()
        .withHolderIdentity("")
        .withLeaseDurationSeconds(1)
        .endSpec()
        .build();
  }
}
