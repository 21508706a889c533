package dev.nodecert.operator.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** The zones' own name servers. */
public final class AuthoritativeDns {
  public RecordLocation locate(String name, NameServers via) {
    return new RecordLocation(
        name, name, via.hostPorts().stream().map(AuthoritativeDns::address).toList());
  }

  private static InetSocketAddress address(String hostPort) {
    try {
      int border = hostPort.lastIndexOf(':');
      return new InetSocketAddress(
          InetAddress.getByName(hostPort.substring(0, border)),
          Integer.parseInt(hostPort.substring(border + 1)));
    } catch (IOException e) {
      throw new DnsFailure("DNSTimedOut", String.valueOf(e.getMessage()));
    }
  }

  private static List<Record> ask(InetSocketAddress server, String name, int type) {
    try {
      var resolver = new SimpleResolver(server);
      resolver.setTimeout(Duration.ofSeconds(2));
      return resolver
          .send(Message.newQuery(Record.newRecord(Name.fromString(name + "."), type, DClass.IN)))
          .getSection(Section.ANSWER);
    } catch (IOException e) {
      throw new DnsFailure("DNSTimedOut", String.valueOf(e.getMessage()));
    }
  }

  public String followCname(String name, NameServers via) {
    var server = address(via.hostPorts().getFirst());
    var current = name;
    for (int i = 0; i < 8; i++) {
      var found = new ArrayList<String>();
      for (var record : ask(server, current, Type.CNAME)) {
        if (record instanceof CNAMERecord c) {
          found.add(c.getTarget().toString(true));
        }
      }
      if (found.isEmpty()) {
        return current;
      }
      current = found.getFirst();
    }
    throw new DnsFailure("CNAMELoop", "loop");
  }

  public Propagation look(RecordLocation where, Set<String> values) {
    for (var server : where.servers()) {
      var seen =
          ask(server, where.name(), Type.TXT).stream()
              .filter(TXTRecord.class::isInstance)
              .map(r -> String.join("", ((TXTRecord) r).getStrings()))
              .collect(Collectors.toSet());
      if (!seen.containsAll(values)) {
        return new Propagation.Incomplete(server + " lacks it");
      }
    }
    return new Propagation.Complete();
  }
}
