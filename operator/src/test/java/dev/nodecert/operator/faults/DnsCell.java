package dev.nodecert.operator.faults;

import dev.nodecert.testenv.DnsFault;
import dev.nodecert.testenv.DnsMessageKind;
import java.util.Locale;

/**
 * A fault that befalls the first messages of a kind on their way to the name server.
 *
 * @param times how many of them
 */
record DnsCell(Sender sender, DnsMessageKind messages, DnsFault fault, int times) {

  /** Who sends them. */
  enum Sender {
    /** The operator itself, as RFC 2136 tells. */
    RFC2136("dns/plugin.yaml"),
    /** acme.sh's script. */
    SCRIPT("dns/script-plugin.yaml"),
    /** acme.sh's script, which is killed once it has sent one. */
    KILLED("dns/script-plugin.yaml");

    private final String plugin;

    Sender(String plugin) {
      this.plugin = plugin;
    }

    /** The fixture of its AcmePlugin. */
    String plugin() {
      return plugin;
    }
  }

  /** The name of its NodeCertificate and of its AcmePlugin. */
  String name() {
    return "%s-%s-%s-%d"
        .formatted(sender, messages, fault, times)
        .toLowerCase(Locale.ROOT)
        .replace('_', '-');
  }

  String domain() {
    return FaultSite.domain(name());
  }

  String recordName() {
    return "_acme-challenge." + domain();
  }
}
