package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AccountGrant;
import dev.nodecert.operator.grant.GrantedNamespaces;
import dev.nodecert.operator.grant.GrantedSuffixes;
import dev.nodecert.operator.ip.IpAddress;
import dev.nodecert.operator.ip.IpRange;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whom an account serves, and for which names: its {@code spec.allow}. */
final class AccountGrants {

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
    return new GrantedNamespaces(grant.namespaces()).contain(namespace);
  }

  /** A grant that lists neither names nor addresses is for all of both. */
  private static boolean covers(AccountGrant grant, String name) {
    return (grant.domains().isEmpty() && grant.ipAddresses().isEmpty())
        || IpAddress.parse(name)
            .map(address -> coversAddress(grant, address))
            .orElseGet(() -> new GrantedSuffixes(grant.domains()).cover(name));
  }

  private static boolean coversAddress(AccountGrant grant, IpAddress address) {
    return grant.ipAddresses().stream()
        .flatMap(range -> IpRange.parse(range).stream())
        .anyMatch(range -> range.contains(address));
  }
}
