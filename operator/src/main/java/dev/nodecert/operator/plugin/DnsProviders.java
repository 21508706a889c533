package dev.nodecert.operator.plugin;

import dev.nodecert.operator.challenge.dns01.DnsProvider;
import dev.nodecert.operator.dns.DnsUpdates;
import dev.nodecert.operator.secret.SecretStore;
import java.util.Objects;

/** The providers that plugins stand for. */
public final class DnsProviders {

  private final DnsUpdates updates;
  private final TransactionKeys keys;
  private final PluginReports reports = new PluginReports();
  private final PluginInspection inspection;

  /** Providers whose Secrets are in the operator's namespace. */
  public DnsProviders(SecretStore secrets, String operatorNamespace, DnsUpdates updates) {
    var pluginSecrets = new PluginSecrets(secrets, operatorNamespace);
    this.updates = updates;
    this.keys = new TransactionKeys(pluginSecrets);
    this.inspection = new PluginInspection(keys, new ScriptSettings());
  }

  /** The provider of a plugin; its credentials are read when it is used. */
  public DnsProvider of(DnsPlugin plugin) {
    var spec = plugin.plugin().getSpec();
    return switch (spec.type()) {
      case RFC2136 ->
          new UpdateProvider(plugin.name(), Objects.requireNonNull(spec.rfc2136()), keys, updates);
      case AcmeSh, Standalone ->
          throw new IllegalArgumentException(plugin.name() + " writes no records");
    };
  }

  PluginInspection inspection() {
    return inspection;
  }

  PluginReports reports() {
    return reports;
  }
}
