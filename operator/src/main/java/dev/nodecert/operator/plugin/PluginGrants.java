package dev.nodecert.operator.plugin;

import dev.nodecert.api.v1alpha1.PluginGrant;
import dev.nodecert.operator.grant.GrantedNamespaces;
import dev.nodecert.operator.grant.GrantedSuffixes;
import java.util.List;

/** Whom a plugin serves, and in which zones: its {@code spec.allow}. */
public final class PluginGrants {

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
    return new GrantedNamespaces(grant.namespaces()).contain(namespace);
  }

  private static boolean covers(PluginGrant grant, String name) {
    return grant.zones().isEmpty() || new GrantedSuffixes(grant.zones()).cover(name);
  }
}
