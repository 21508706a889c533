package dev.nodecert.operator.plugin;

import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.api.v1alpha1.AcmePluginSpec;
import java.util.List;
import java.util.Objects;

/** Looks whether a plugin could be used now: at its spec, its Secret and the scripts there are. */
final class PluginInspection {

  private final TransactionKeys keys;
  private final ScriptSettings settings;

  PluginInspection(TransactionKeys keys, ScriptSettings settings) {
    this.keys = keys;
    this.settings = settings;
  }

  /**
   * A plugin that can be used.
   *
   * @param missing options that the provider's documentation asks for and nobody gave
   */
  record Usable(List<String> missing, String documentation) {
    Usable {
      missing = List.copyOf(missing);
    }
  }

  Usable inspect(AcmePlugin plugin) throws PluginRefusedException {
    AcmePluginSpec spec = plugin.getSpec();
    return switch (spec.type()) {
      case Standalone -> new Usable(List.of(), "");
      case RFC2136 -> {
        keys.read(Objects.requireNonNull(spec.rfc2136(), "the CRD asks for rfc2136").tsig());
        yield new Usable(List.of(), "");
      }
      case AcmeSh -> {
        var read = settings.read(Objects.requireNonNull(spec.acmeSh(), "the CRD asks for acmeSh"));
        yield new Usable(read.missing(), read.api().docs());
      }
    };
  }
}
