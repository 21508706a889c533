package dev.nodecert.operator.probe;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The looks at what all proxies serve, each at work in the background. */
public final class ServingProbes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServingProbes.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(5);
  private static final int SLOTS = 64;
  private static final int SLOTS_OF_A_NAMESPACE = 8;

  private final ExecutorService executor;
  private final ServiceProbe probe;
  private final InstantSource clock;
  private final ConcurrentMap<ProbeKey, Watch> watches = new ConcurrentHashMap<>();

  private ServingProbes(ExecutorService executor, ServiceProbe probe, InstantSource clock) {
    this.executor = executor;
    this.probe = probe;
    this.clock = clock;
  }

  /**
   * Probes of a cluster's Services.
   *
   * @param addresses what may be connected to
   */
  public static ServingProbes of(
      KubernetesClient client, EndpointAddresses addresses, InstantSource clock) {
    return of(new ServiceEndpoints(client), addresses, HANDSHAKE_TIMEOUT, clock);
  }

  static ServingProbes of(
      EndpointSource endpoints,
      EndpointAddresses addresses,
      Duration handshakeTimeout,
      InstantSource clock) {
    var executor = Executors.newVirtualThreadPerTaskExecutor();
    var tls = new TlsProbe(executor, CONNECT_TIMEOUT, handshakeTimeout);
    var slots = new ProbeSlots(SLOTS, SLOTS_OF_A_NAMESPACE);
    return new ServingProbes(
        executor, new ServiceProbe(endpoints, addresses, tls, slots, executor), clock);
  }

  /**
   * What is known of a target; begins a look where one is due, and never waits.
   *
   * @param wake runs when a look has ended, maybe before this returns
   */
  public Serving look(ProbeKey key, ProbeTarget target, Runnable wake) {
    var now = clock.instant();
    var watch =
        watches.compute(
            key,
            (_, former) -> {
              var present = Watch.of(former, target, now);
              return present.isDue(now) ? begin(key, present, wake) : present;
            });
    return watch.serving(now);
  }

  private Watch begin(ProbeKey key, Watch watch, Runnable wake) {
    executor.execute(() -> run(key, watch.target(), wake));
    return watch.begun();
  }

  private void run(ProbeKey key, ProbeTarget target, Runnable wake) {
    try {
      end(key, target, probe.look(target));
    } catch (InterruptedException e) {
      return; // The operator stops.
    } catch (RuntimeException e) {
      LOG.error("a look at Service {}/{} failed", target.namespace(), target.service(), e);
      end(key, target, new ProbeReport.NotLooked(Obstacle.PROBE_FAILED));
    }
    wake.run();
  }

  private void end(ProbeKey key, ProbeTarget target, ProbeReport report) {
    watches.computeIfPresent(
        key,
        (_, watch) -> watch.target().equals(target) ? watch.ended(report, clock.instant()) : watch);
  }

  /** Knows no more of a NodeCertificate. */
  public void forget(ProbeKey key) {
    watches.remove(key);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
