package dev.nodecert.operator.dns;

import java.util.Locale;
import java.util.regex.Pattern;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Names between our texts, which are relative to nothing, and dnsjava's. */
final class DnsNames {

  /** Anything else could look like a name in another zone: a label may hold a dot. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

  private DnsNames() {}

  /** A name of ours. */
  static Name name(String text) {
    try {
      return Name.fromString(text + ".");
    } catch (TextParseException e) {
      throw new DnsFailure("DNSNameInvalid", "%s is no domain name.".formatted(text));
    }
  }

  /** A name as it stands in our texts; what is not plain is escaped. */
  static String text(Name name) {
    return name.equals(Name.root) ? "." : name.toString(true).toLowerCase(Locale.ROOT);
  }

  /** Whether a name has only such characters as host names and challenge names have. */
  static boolean isPlain(Name name) {
    return PLAIN.matcher(name.toString(true)).matches();
  }

  /** The name above. */
  static Name parent(Name name) {
    return new Name(name, 1);
  }
}
