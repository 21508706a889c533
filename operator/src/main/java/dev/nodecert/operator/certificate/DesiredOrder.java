package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeSource;
import dev.nodecert.operator.secret.TextHash;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.KeyType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is to be ordered from an ACME CA, with the defaults filled in. */
record DesiredOrder(
    String account,
    SortedMap<String, DesiredDomain> domains,
    Optional<String> profile,
    Optional<String> preferredChain)
    implements DesiredSource {

  static DesiredOrder of(AcmeSource acme) {
    return new DesiredOrder(
        acme.accountRef().name(),
        byName(acme),
        Optional.ofNullable(acme.profile()),
        Optional.ofNullable(acme.preferredChain()));
  }

  private static SortedMap<String, DesiredDomain> byName(AcmeSource acme) {
    return Stream.concat(
            acme.domains().stream().map(DesiredDomain::of),
            acme.ipAddresses().stream().map(DesiredDomain::ofAddress))
        .collect(Collectors.toMap(DesiredDomain::name, d -> d, (one, _) -> one, TreeMap::new));
  }

  /** The names that the certificate is for. */
  SortedSet<String> names() {
    return new TreeSet<>(domains.keySet());
  }

  /** The domain names among them. */
  List<String> dnsNames() {
    return domains.values().stream().filter(d -> !d.isAddress()).map(DesiredDomain::name).toList();
  }

  /** The IP addresses among them. */
  List<String> ipAddresses() {
    return domains.values().stream()
        .filter(DesiredDomain::isAddress)
        .map(DesiredDomain::name)
        .toList();
  }

  /** The plugins that prove them. */
  SortedSet<String> plugins() {
    return domains.values().stream()
        .map(DesiredDomain::plugin)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether a chain is of those that the spec would rather have. */
  boolean prefers(CertificateChain chain) {
    return preferredChain.isEmpty() || preferredChain.equals(chain.topIssuer());
  }

  /** A hash of all that makes an order another order. */
  String hash(URI directory, KeyType keyType) {
    return TextHash.of(
        String.join(
            "\n",
            directory.toString(),
            String.join(",", domains.keySet()),
            keyType.algorithm(),
            keyType.size() + profile.map(wanted -> "\n" + wanted).orElse("")));
  }
}
