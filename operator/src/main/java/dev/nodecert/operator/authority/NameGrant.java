package dev.nodecert.operator.authority;

import dev.nodecert.operator.grant.GrantedNamespaces;
import dev.nodecert.operator.grant.GrantedSuffixes;
import dev.nodecert.operator.ip.IpAddress;
import dev.nodecert.operator.ip.IpRange;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names that namespaces may have certificates for, beside those that are free.
 *
 * @param namespaces by name, or {@code *} for all
 * @param dnsNames each for itself and all below it, wildcards included; {@code *} for any
 * @param cidrs ranges of addresses
 */
public record NameGrant(Set<String> namespaces, List<String> dnsNames, List<IpRange> cidrs) {

  private static final String ANY = "*";

  public NameGrant {
    namespaces = Set.copyOf(namespaces);
    dnsNames = dnsNames.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    cidrs = List.copyOf(cidrs);
    if (namespaces.isEmpty()) {
      throw new IllegalArgumentException("a grant names its namespaces, or \"*\" for all");
    }
    if (dnsNames.isEmpty() && cidrs.isEmpty()) {
      throw new IllegalArgumentException(
          "a grant lists dnsNames, or cidrs, or both; \"*\" stands for any dnsName");
    }
    dnsNames.stream()
        .filter(name -> !name.equals(ANY) && !DnsName.isHost(name))
        .findFirst()
        .ifPresent(name -> {
          throw new IllegalArgumentException(
              "a grant's dnsNames are domains, without \"*.\", or \"*\": " + name);
        });
  }

  boolean covers(String namespace, String name) {
    return new GrantedNamespaces(List.copyOf(namespaces)).contain(namespace)
        && IpAddress.parse(name).map(this::coversAddress).orElseGet(() -> coversDomain(name));
  }

  private boolean coversAddress(IpAddress address) {
    return cidrs.stream().anyMatch(range -> range.contains(address));
  }

  private boolean coversDomain(String name) {
    return dnsNames.contains(ANY) || new GrantedSuffixes(dnsNames).cover(name);
  }
}
