package dev.nodecert.operator.plugin;

import dev.nodecert.api.v1alpha1.AcmeShProvider;
import dev.nodecert.operator.challenge.dns01.DnsProvider;
import dev.nodecert.operator.dns.DnsFailure;
import dev.nodecert.operator.dns.DnsUpdates;
import dev.nodecert.operator.dns.TxtRecord;
import dev.nodecert.operator.secret.SecretStore;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/** The providers that plugins stand for. */
public final class DnsProviders {

  private final DnsUpdates updates;
  private final Optional<Scripts> scripts;
  private final TransactionKeys keys;
  private final ScriptSettings settings;
  private final CallLocks locks = new CallLocks();
  private final ScriptStates states;
  private final PluginReports reports = new PluginReports();
  private final InstantSource clock;

  /**
   * Providers whose Secrets are in the operator's namespace.
   *
   * @param scripts empty where acme.sh is not installed
   */
  public DnsProviders(
      SecretStore secrets,
      String operatorNamespace,
      DnsUpdates updates,
      Optional<Scripts> scripts,
      InstantSource clock) {
    var pluginSecrets = new PluginSecrets(secrets, operatorNamespace);
    this.updates = updates;
    this.scripts = scripts;
    this.keys = new TransactionKeys(pluginSecrets);
    this.settings = new ScriptSettings(pluginSecrets, scripts);
    this.states = new ScriptStates(secrets, operatorNamespace);
    this.clock = clock;
  }

  /** The provider of a plugin; its credentials are read when it is used. */
  public DnsProvider of(DnsPlugin plugin) {
    var spec = plugin.plugin().getSpec();
    return switch (spec.type()) {
      case RFC2136 ->
          new UpdateProvider(plugin.name(), Objects.requireNonNull(spec.rfc2136()), keys, updates);
      case AcmeSh -> script(plugin.name(), Objects.requireNonNull(spec.acmeSh()));
      case Standalone -> throw new IllegalArgumentException(plugin.name() + " writes no records");
    };
  }

  private DnsProvider script(String plugin, AcmeShProvider spec) {
    return scripts
        .<DnsProvider>map(installed ->
            new ScriptProvider(plugin, spec, settings, installed, locks, states, reports, clock))
        .orElseGet(() -> new Uninstalled(plugin));
  }

  /** Without acme.sh, nothing is set and nothing can be removed. */
  private record Uninstalled(String plugin) implements DnsProvider {
    @Override
    public Values values() {
      return Values.INDEPENDENT;
    }

    @Override
    public void add(TxtRecord record) {
      throw failure();
    }

    @Override
    public void remove(TxtRecord record) {
      throw failure();
    }

    private DnsFailure failure() {
      return new DnsFailure("ScriptsNotInstalled", PluginReports.SEE_PLUGIN.formatted(plugin));
    }
  }

  PluginInspection inspection() {
    return new PluginInspection(keys, settings);
  }

  PluginReports reports() {
    return reports;
  }
}
