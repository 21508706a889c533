package dev.nodecert.operator.dns;

import com.google.common.net.InternetDomainName;
import java.util.Optional;
import java.util.stream.IntStream;
import org.xbill.DNS.Name;

/**
 * The names below which nobody has a zone unless somebody has registered it: the root, and what the
 * Public Suffix List calls a registry's. A private top-level domain is none of these.
 */
final class RegisteredName {

  private static final int LABELS_OF_TOP_LEVEL = 2;

  /** Nobody registers there; home.arpa is everybody's own (RFC 8375). */
  private static final Name ARPA = DnsNames.name("arpa");

  private RegisteredName() {}

  /** What has to be there for a record to have a zone, where the zone found is a registry's own. */
  static Optional<Name> below(Name zone, Name record) {
    if (zone.equals(Name.root)) {
      return Optional.of(end(record, LABELS_OF_TOP_LEVEL));
    }
    return suffix(record)
        .filter(suffix -> suffix.subdomain(zone) && !suffix.subdomain(ARPA))
        .map(suffix -> end(record, suffix.labels() + 1));
  }

  /** The longest one that the list has; what it says of private domains does not count. */
  private static Optional<Name> suffix(Name record) {
    return IntStream.range(1, record.labels() - 1)
        .mapToObj(labels -> new Name(record, labels))
        .filter(RegisteredName::isRegistrys)
        .findFirst();
  }

  private static boolean isRegistrys(Name name) {
    var text = DnsNames.text(name);
    return InternetDomainName.isValid(text) && InternetDomainName.from(text).isRegistrySuffix();
  }

  private static Name end(Name name, int labels) {
    return new Name(name, name.labels() - labels);
  }
}
