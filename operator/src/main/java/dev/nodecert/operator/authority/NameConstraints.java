package dev.nodecert.operator.authority;

import dev.nodecert.operator.ip.IpRange;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;

/**
 * What the CA's certificate limits it to (RFC 5280 section 4.2.1.10), beside the names that every
 * namespace may have: a CA that could not sign those would be of no use.
 *
 * @param dnsNames each for itself and all below it
 * @param cidrs ranges of addresses
 */
public record NameConstraints(List<String> dnsNames, List<IpRange> cidrs) {

  /** No limit at all. */
  public static final NameConstraints NONE = new NameConstraints(List.of(), List.of());

  private static final List<String> FREE_NAMES = List.of("localhost", "svc");
  private static final List<String> FREE_RANGES = List.of("127.0.0.0/8", "::1/128");

  public NameConstraints {
    dnsNames = dnsNames.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    cidrs = List.copyOf(cidrs);
    dnsNames.stream()
        .filter(name -> !DnsName.isHost(name))
        .findFirst()
        .ifPresent(name -> {
          throw new IllegalArgumentException("a name constraint is a domain: " + name);
        });
  }

  boolean isEmpty() {
    return dnsNames.isEmpty() && cidrs.isEmpty();
  }

  /** Both kinds always: a kind that is not in the extension is not limited at all. */
  org.bouncycastle.asn1.x509.NameConstraints toExtension() {
    var permitted =
        Stream.concat(
                Stream.concat(FREE_NAMES.stream(), dnsNames.stream())
                    .map(name -> new GeneralName(GeneralName.dNSName, name)),
                Stream.concat(FREE_RANGES.stream(), cidrs.stream().map(IpRange::cidr))
                    .map(range -> new GeneralName(GeneralName.iPAddress, range)))
            .map(GeneralSubtree::new)
            .toArray(GeneralSubtree[]::new);
    return new org.bouncycastle.asn1.x509.NameConstraints(permitted, null);
  }
}
