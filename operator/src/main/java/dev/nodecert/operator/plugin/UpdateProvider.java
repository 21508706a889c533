package dev.nodecert.operator.plugin;

import dev.nodecert.api.v1alpha1.RFC2136Provider;
import dev.nodecert.api.v1alpha1.UpdateTransport;
import dev.nodecert.operator.challenge.dns01.DnsProvider;
import dev.nodecert.operator.dns.DnsFailure;
import dev.nodecert.operator.dns.DnsUpdates;
import dev.nodecert.operator.dns.TxtRecord;
import dev.nodecert.operator.dns.UpdateServer;
import java.time.Duration;
import java.util.Optional;

/** A name server that takes dynamic updates (RFC 2136). */
final class UpdateProvider implements DnsProvider {

  private static final int DNS_PORT = 53;
  private static final int DEFAULT_TTL = 60;

  private final String plugin;
  private final RFC2136Provider spec;
  private final TransactionKeys keys;
  private final DnsUpdates updates;

  UpdateProvider(String plugin, RFC2136Provider spec, TransactionKeys keys, DnsUpdates updates) {
    this.plugin = plugin;
    this.spec = spec;
    this.keys = keys;
    this.updates = updates;
  }

  @Override
  public Values values() {
    return Values.INDEPENDENT;
  }

  @Override
  public void add(TxtRecord record) {
    updates.add(server(), record);
  }

  @Override
  public void remove(TxtRecord record) {
    updates.remove(server(), record);
  }

  private UpdateServer server() {
    try {
      return new UpdateServer(
          spec.server(),
          Optional.ofNullable(spec.port()).orElse(DNS_PORT),
          keys.read(spec.tsig()),
          Duration.ofSeconds(Optional.ofNullable(spec.ttl()).orElse(DEFAULT_TTL)),
          spec.transport() == UpdateTransport.TCP
              ? UpdateServer.Transport.TCP
              : UpdateServer.Transport.UDP);
    } catch (PluginRefusedException refusal) {
      throw new DnsFailure(refusal.reason(), PluginReports.SEE_PLUGIN.formatted(plugin));
    }
  }
}
