package dev.nodecert.operator.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/** When each certificate expires and is renewed, in seconds since the epoch. */
public final class CertificateGauges {

  private final MeterRegistry registry;
  private final ConcurrentMap<String, Gauges> gauges = new ConcurrentHashMap<>();

  CertificateGauges(MeterRegistry registry) {
    this.registry = registry;
  }

  private record Gauges(Instant notAfter, Optional<Instant> renewal, List<Meter> meters) {
    boolean tell(Instant notAfterNow, Optional<Instant> renewalNow) {
      return notAfter.equals(notAfterNow) && renewal.equals(renewalNow);
    }
  }

  /**
   * Tells of a certificate that is in its Secret.
   *
   * @param renewal empty where its owner renews it
   */
  public void put(String namespace, String name, Instant notAfter, Optional<Instant> renewal) {
    gauges.compute(
        key(namespace, name),
        (_, former) -> {
          if (former != null && former.tell(notAfter, renewal)) {
            return former;
          }
          if (former != null) {
            unregister(former);
          }
          return register(Tags.of("namespace", namespace, "name", name), notAfter, renewal);
        });
  }

  private Gauges register(Tags tags, Instant notAfter, Optional<Instant> renewal) {
    return new Gauges(
        notAfter,
        renewal,
        Stream.concat(
                Stream.of(gauge("nodecert.certificate.expiration.timestamp", tags, notAfter)),
                renewal.stream()
                    .map(at -> gauge("nodecert.certificate.renewal.timestamp", tags, at)))
            .toList());
  }

  private Meter gauge(String name, Tags tags, Instant moment) {
    return Gauge.builder(name, moment::getEpochSecond)
        .tags(tags)
        .baseUnit("seconds")
        .register(registry);
  }

  /** Tells no more of a certificate that is gone. */
  public void remove(String namespace, String name) {
    var former = gauges.remove(key(namespace, name));
    if (former != null) {
      unregister(former);
    }
  }

  private void unregister(Gauges former) {
    former.meters().forEach(registry::remove);
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }
}
