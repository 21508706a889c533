package dev.nodecert.testenv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks one server.
 *
 * @param server address and port
 */
record DnsClient(InetSocketAddress server) {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  static Name name(String text) {
    return name(text, Name.root);
  }

  static Name name(String text, Name origin) {
    try {
      return Name.fromString(text, origin);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(text + " is no domain name: " + e.getMessage(), e);
    }
  }

  /** Whether a server of the zone answers. */
  boolean hasZone(String zone) {
    try {
      return ask(zone, Type.SOA).getSection(Section.ANSWER).size() == 1;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** The values of a name's TXT records, after CNAMEs as far as the server follows them. */
  List<String> texts(String name) {
    return ask(name, Type.TXT).getSection(Section.ANSWER).stream()
        .filter(TXTRecord.class::isInstance)
        .map(it -> String.join("", ((TXTRecord) it).getStrings()))
        .toList();
  }

  /** The values of a name's A records. */
  List<InetAddress> addresses(String name) {
    return ask(name, Type.A).getSection(Section.ANSWER).stream()
        .filter(ARecord.class::isInstance)
        .map(it -> ((ARecord) it).getAddress())
        .toList();
  }

  private Message ask(String name, int type) {
    return send(Message.newQuery(Record.newRecord(name(name), type, DClass.IN)));
  }

  /**
   * Sends a dynamic update.
   *
   * @throws IllegalStateException when it is refused
   */
  void update(Message update, TsigKey key) {
    update.setTSIG(key.signer(), Rcode.NOERROR, null);
    var answer = send(update);
    if (answer.getRcode() != Rcode.NOERROR) {
      throw new IllegalStateException(
          "%s refuses an update: %s".formatted(server, Rcode.string(answer.getRcode())));
    }
  }

  private Message send(Message message) {
    try {
      var resolver = new SimpleResolver(server);
      resolver.setTimeout(TIMEOUT);
      return resolver.send(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
