package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AccountGrant;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whom an account serves, and for which names: its {@code spec.allow}. */
final class AccountGrants {

  private static final String ANY_NAMESPACE = "*";

  private AccountGrants() {}

  static boolean allowNamespace(List<AccountGrant> grants, String namespace) {
    return grants.stream().anyMatch(grant -> isFor(grant, namespace));
  }

  /** The names that no grant to the namespace covers. */
  static SortedSet<String> refused(
      List<AccountGrant> grants, String namespace, Collection<String> names) {
    var refused = new TreeSet<String>();
    for (var name : names) {
      if (grants.stream().noneMatch(g -> isFor(g, namespace) && covers(g, name))) {
        refused.add(name);
      }
    }
    return refused;
  }

  private static boolean isFor(AccountGrant grant, String namespace) {
    return grant.namespaces().contains(ANY_NAMESPACE) || grant.namespaces().contains(namespace);
  }

  private static boolean covers(AccountGrant grant, String name) {
    return grant.domains().isEmpty()
        || grant.domains().stream()
            .anyMatch(domain -> name.equals(domain) || name.endsWith("." + domain));
  }
}
