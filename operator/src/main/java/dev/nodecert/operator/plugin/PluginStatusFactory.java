package dev.nodecert.operator.plugin;

import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.api.v1alpha1.AcmePluginStatus;
import dev.nodecert.api.v1alpha1.PluginOutput;
import dev.nodecert.operator.condition.ConditionType;
import dev.nodecert.operator.condition.Conditions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an AcmePlugin's status says. */
final class PluginStatusFactory {

  private final AcmePlugin plugin;
  private final Optional<PluginOutput> lastFailure;
  private final Instant now;

  PluginStatusFactory(AcmePlugin plugin, Optional<PluginOutput> reported, Instant now) {
    this.plugin = plugin;
    this.lastFailure = reported.or(() -> Optional.of(former()).map(AcmePluginStatus::lastFailure));
    this.now = now;
  }

  private AcmePluginStatus former() {
    return plugin.getStatus() == null
        ? new AcmePluginStatus(null, null, List.of())
        : plugin.getStatus();
  }

  AcmePluginStatus usable(PluginInspection.Usable usable) {
    var conditions = conditions();
    if (Boolean.TRUE.equals(plugin.getSpec().disabled())) {
      conditions.doesNotHold(
          ConditionType.READY, "Disabled", "Nothing is proven while spec.disabled is true.");
    } else {
      conditions.holds(ConditionType.READY, "Usable", "Domains can be proven.");
    }
    return status(credentials(conditions, usable).doesNotHold(ConditionType.STALLED, "Usable", ""));
  }

  /** A doubtful header is no reason to refuse: the provider itself will tell. */
  private static Conditions credentials(Conditions conditions, PluginInspection.Usable usable) {
    return usable.missing().isEmpty()
        ? conditions.holds(ConditionType.CREDENTIALS, "Complete", "No option is missing.")
        : conditions.doesNotHold(
            ConditionType.CREDENTIALS,
            "OptionsMissing",
            "The provider's documentation asks for %s, which neither settings nor the Secret has. See %s."
                .formatted(String.join(", ", usable.missing()), usable.documentation()));
  }

  AcmePluginStatus refused(PluginRefusedException refusal) {
    return status(
        conditions()
            .doesNotHold(ConditionType.READY, refusal.reason(), refusal.message())
            .holds(ConditionType.STALLED, refusal.reason(), refusal.message()));
  }

  private AcmePluginStatus status(Conditions conditions) {
    return new AcmePluginStatus(generation(), lastFailure.orElse(null), conditions.toList());
  }

  private Conditions conditions() {
    return new Conditions(former().conditions(), generation(), now);
  }

  private long generation() {
    return plugin.getMetadata().getGeneration();
  }
}
