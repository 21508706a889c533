package dev.nodecert.bench.soak;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at every certificate again and again, past all faults. */
final class Watchman implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watchman.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Estate estate;
  private final ScheduledExecutorService rounds =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("watchman").factory());
  private final Map<String, String> serials = new HashMap<>();
  private final Set<String> lapsed = new HashSet<>();
  private final Set<String> failures = new HashSet<>();
  private final Map<String, Integer> failureTypes = new TreeMap<>();
  private Optional<ScheduledFuture<?>> watch = Optional.empty();
  private int renewals;
  private Duration least = Duration.ofDays(1);

  Watchman(Estate estate) {
    this.estate = estate;
  }

  /** What was seen. */
  record Sight(
      int renewals, Map<String, Integer> failures, Set<String> lapsed, Duration leastLeft) {}

  void start() {
    watch =
        Optional.of(
            rounds.scheduleWithFixedDelay(this::look, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void look() {
    try {
      estate.secrets().forEach(this::look);
      estate.certificates().forEach(this::look);
    } catch (RuntimeException e) {
      LOG.warn("not seen this time", e);
    }
  }

  private synchronized void look(Secret secret) {
    leaf(secret).ifPresent(leaf -> look(secret.getMetadata().getName(), leaf));
  }

  private void look(String secret, X509Certificate leaf) {
    var left = Duration.between(Instant.now(), leaf.getNotAfter().toInstant());
    if (left.isNegative() && lapsed.add(secret)) {
      LOG.warn("the certificate in {} has expired", secret);
    }
    least = left.compareTo(least) < 0 ? left : least;
    var serial = leaf.getSerialNumber().toString();
    var former = serials.put(secret, serial);
    if (former != null && !former.equals(serial)) {
      renewals++;
    }
  }

  private static Optional<X509Certificate> leaf(Secret secret) {
    var data = secret.getData() == null ? null : secret.getData().get("tls.crt");
    if (data == null) {
      return Optional.empty();
    }
    try {
      var bytes = new ByteArrayInputStream(Base64.getDecoder().decode(data));
      var factory = CertificateFactory.getInstance("X.509");
      return Optional.of((X509Certificate) factory.generateCertificate(bytes));
    } catch (CertificateException e) {
      throw new IllegalStateException(secret.getMetadata().getName(), e);
    }
  }

  private synchronized void look(NodeCertificate certificate) {
    var status = certificate.getStatus();
    var failure = status == null ? null : status.failure();
    if (failure != null && failures.add(certificate.getMetadata().getName() + failure.at())) {
      failureTypes.merge(failure.type(), 1, Integer::sum);
    }
  }

  synchronized Sight sight() {
    return new Sight(renewals, new TreeMap<>(failureTypes), Set.copyOf(lapsed), least);
  }

  @Override
  public void close() {
    watch.ifPresent(looking -> looking.cancel(true));
    rounds.shutdownNow();
    rounds.close();
  }
}
