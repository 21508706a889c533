package dev.nodecert.operator.plugin;

import dev.nodecert.api.v1alpha1.PluginGrant;
import java.util.List;

/** Whom a plugin serves, and in which zones: its {@code spec.allow}. */
public final class PluginGrants {

  private static final String ANY_NAMESPACE = "*";

  private PluginGrants() {}

  /** Whether a namespace may use the plugin at all. */
  public static boolean allowNamespace(List<PluginGrant> grants, String namespace) {
    return grants.stream().anyMatch(grant -> isFor(grant, namespace));
  }

  /** Whether the plugin may write a record of that name for a namespace. */
  public static boolean allowRecord(List<PluginGrant> grants, String namespace, String name) {
    return grants.stream().anyMatch(grant -> isFor(grant, namespace) && covers(grant, name));
  }

  private static boolean isFor(PluginGrant grant, String namespace) {
    return grant.namespaces().contains(ANY_NAMESPACE) || grant.namespaces().contains(namespace);
  }

  private static boolean covers(PluginGrant grant, String name) {
    return grant.zones().isEmpty()
        || grant.zones().stream().anyMatch(zone -> name.equals(zone) || name.endsWith("." + zone));
  }
}
