package dev.nodecert.operator.plugin;

import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.api.v1alpha1.AcmePluginSpec;
import dev.nodecert.api.v1alpha1.PropagationPolicy;
import dev.nodecert.operator.challenge.dns01.RecordCheck;
import dev.nodecert.operator.dns.NameServers;
import dev.nodecert.operator.duration.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An AcmePlugin that proves by dns-01, with its defaults filled in. */
public record DnsPlugin(AcmePlugin plugin) {

  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

  /** Its name. */
  public String name() {
    return plugin.getMetadata().getName();
  }

  private AcmePluginSpec spec() {
    return plugin.getSpec();
  }

  /** Whether it may write a record for a namespace. */
  public boolean mayWrite(String recordName, String namespace) {
    return PluginGrants.allowRecord(spec().allow(), namespace, recordName);
  }

  /** By which name servers zones are found. */
  public NameServers nameServers() {
    return NameServers.of(propagation().map(PropagationPolicy::nameServers).orElseGet(List::of));
  }

  /** Whether the operator can see the zone. */
  public boolean seesZone() {
    return propagation().filter(p -> Boolean.TRUE.equals(p.skip())).isEmpty();
  }

  /** When a record counts as standing. */
  public RecordCheck check() {
    return new RecordCheck(
        Optional.ofNullable(spec().validationDelay())
            .map(DurationText::parse)
            .orElse(Duration.ZERO),
        Optional.of(nameServers()).filter(_ -> seesZone()),
        propagation()
            .flatMap(p -> Optional.ofNullable(p.timeout()))
            .map(DurationText::parse)
            .orElse(DEFAULT_TIMEOUT));
  }

  private Optional<PropagationPolicy> propagation() {
    return Optional.ofNullable(spec().propagation());
  }
}
