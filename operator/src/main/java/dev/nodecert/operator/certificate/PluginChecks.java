package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.operator.certificate.PluginState.Present;
import dev.nodecert.operator.condition.ConditionType;
import dev.nodecert.operator.condition.Conditions;
import dev.nodecert.operator.plugin.PluginGrants;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Why a domain cannot be proven by the plugin that the spec names: the first that holds. */
final class PluginChecks {

  private static final List<BiFunction<Observation, DesiredDomain, Optional<Finding>>> CHECKS =
      List.of(
          PluginChecks::missing,
          PluginChecks::namespaceNotAllowed,
          PluginChecks::nodeNotAllowed,
          PluginChecks::disabled,
          PluginChecks::notReady,
          PluginChecks::wildcardWithoutDns,
          PluginChecks::targetWithoutDns,
          PluginChecks::targetNotAllowed);

  private PluginChecks() {}

  static Optional<Finding> first(Observation o) {
    return CHECKS.stream()
        .flatMap(
            check -> o.order().domains().values().stream().flatMap(d -> check.apply(o, d).stream()))
        .findFirst();
  }

  private static Optional<Finding> missing(Observation o, DesiredDomain domain) {
    return o.plugin(domain) instanceof PluginState.Missing
        ? found(
            "PluginNotFound",
            "There is no AcmePlugin %s, which %s names. Make it, or name another one in pluginRef."
                .formatted(domain.plugin(), domain.name()))
        : Optional.empty();
  }

  private static Optional<Finding> namespaceNotAllowed(Observation o, DesiredDomain domain) {
    return present(o, domain)
        .filter(plugin -> !PluginGrants.allowNamespace(plugin.getSpec().allow(), o.namespace()))
        .map(_ ->
            new Finding(
                "PluginNotAllowed",
                "AcmePlugin %s does not serve namespace %s. Ask the cluster's admin to add it to the"
                        .formatted(domain.plugin(), o.namespace())
                    + " plugin's spec.allow."));
  }

  private static Optional<Finding> nodeNotAllowed(Observation o, DesiredDomain domain) {
    return present(o, domain)
        .map(plugin -> plugin.getSpec().nodes())
        .filter(nodes -> !nodes.isEmpty() && !nodes.contains(o.desired().nodeName()))
        .map(_ ->
            new Finding(
                "NodeNotAllowed",
                "AcmePlugin %s is not for node %s. Ask the cluster's admin to add it to the plugin's"
                        .formatted(domain.plugin(), o.desired().nodeName())
                    + " spec.nodes, or correct nodeName."));
  }

  private static Optional<Finding> disabled(Observation o, DesiredDomain domain) {
    return present(o, domain)
        .filter(plugin -> Boolean.TRUE.equals(plugin.getSpec().disabled()))
        .map(_ ->
            new Finding(
                "PluginDisabled",
                "AcmePlugin %s is disabled. Ask the cluster's admin to set its spec.disabled to false,"
                        .formatted(domain.plugin())
                    + " or name another plugin for %s.".formatted(domain.name())));
  }

  /** Its own status says what has to change. */
  private static Optional<Finding> notReady(Observation o, DesiredDomain domain) {
    return present(o, domain)
        .map(AcmePlugin::getStatus)
        .filter(status -> Conditions.isTrue(status.conditions(), ConditionType.STALLED))
        .flatMap(status -> Conditions.find(status.conditions(), ConditionType.READY))
        .map(ready ->
            new Finding(
                "PluginNotReady",
                "AcmePlugin %s cannot be used: %s. See kubectl describe acmeplugin %1$s."
                    .formatted(domain.plugin(), ready.reason())));
  }

  private static Optional<Finding> wildcardWithoutDns(Observation o, DesiredDomain domain) {
    return domain.isWildcard() && !o.isByDns(domain)
        ? found(
            "WildcardNeedsDNS",
            "%s is a wildcard, which only dns-01 proves, and AcmePlugin %s proves by http-01. Name a"
                    .formatted(domain.name(), domain.plugin())
                + " plugin of another type than Standalone.")
        : Optional.empty();
  }

  private static Optional<Finding> targetWithoutDns(Observation o, DesiredDomain domain) {
    return domain.target().isPresent() && !o.isByDns(domain)
        ? found(
            "AliasNeedsDNS",
            "%s has an alias or challengeRecord, and AcmePlugin %s writes no record. Remove it, or"
                    .formatted(domain.name(), domain.plugin())
                + " name a plugin of another type than Standalone.")
        : Optional.empty();
  }

  private static Optional<Finding> targetNotAllowed(Observation o, DesiredDomain domain) {
    return domain
        .target()
        .filter(target ->
            o.plugin(domain).dns().filter(dns -> !dns.mayWrite(target, o.namespace())).isPresent())
        .map(target -> zoneNotAllowed(o, domain, target));
  }

  /** The record is in a zone that the plugin does not grant to the namespace. */
  static Finding zoneNotAllowed(Observation o, DesiredDomain domain, String record) {
    return new Finding(
        "ZoneNotAllowed",
        "AcmePlugin %s may not write %s for namespace %s, which the proof of %s needs. Ask the"
                .formatted(domain.plugin(), record, o.namespace(), domain.name())
            + " cluster's admin to add its zone to the plugin's spec.allow.");
  }

  private static Optional<AcmePlugin> present(Observation o, DesiredDomain domain) {
    return o.plugin(domain) instanceof Present(var plugin) ? Optional.of(plugin) : Optional.empty();
  }

  private static Optional<Finding> found(String reason, String message) {
    return Optional.of(new Finding(reason, message));
  }
}
