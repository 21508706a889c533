package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.api.v1alpha1.PluginType;
import dev.nodecert.operator.plugin.DnsPlugin;
import java.util.Optional;

/** What was seen of a plugin that the spec names. */
sealed interface PluginState {

  /** There is none of that name. */
  record Missing() implements PluginState {}

  /** It is {@code standalone}, which nobody has to make. */
  record Implicit() implements PluginState {}

  /** It is there. */
  record Present(AcmePlugin plugin) implements PluginState {}

  static PluginState of(String name, Optional<AcmePlugin> plugin) {
    return plugin
        .<PluginState>map(Present::new)
        .orElseGet(() -> name.equals(DesiredDomain.STANDALONE) ? new Implicit() : new Missing());
  }

  /** The plugin, where it proves by dns-01. */
  default Optional<DnsPlugin> dns() {
    return this instanceof Present(var plugin) && plugin.getSpec().type() != PluginType.Standalone
        ? Optional.of(new DnsPlugin(plugin))
        : Optional.empty();
  }
}
