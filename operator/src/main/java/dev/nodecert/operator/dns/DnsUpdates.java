package dev.nodecert.operator.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** Dynamic updates (RFC 2136). */
public final class DnsUpdates {
  public void add(UpdateServer s, TxtRecord r) {
    update(s, r, true);
  }

  public void remove(UpdateServer s, TxtRecord r) {
    update(s, r, false);
  }

  private void update(UpdateServer s, TxtRecord r, boolean add) {
    try {
      var resolver =
          new SimpleResolver(new InetSocketAddress(InetAddress.getByName(s.host()), s.port()));
      resolver.setTimeout(Duration.ofSeconds(3));
      resolver.setTCP(s.transport() == UpdateServer.Transport.TCP);
      var name = Name.fromString(r.name() + ".");
      var zone = zone(resolver, name);
      s.tsig()
          .ifPresent(k -> {
            try {
              resolver.setTSIGKey(
                  new TSIG(
                      Name.fromString(k.algorithm() + "."),
                      Name.fromString(k.name() + "."),
                      k.secret()));
            } catch (TextParseException e) {
              throw new IllegalStateException(e);
            }
          });
      var update = new Update(zone);
      var record = new TXTRecord(name, DClass.IN, s.ttl().toSeconds(), r.value());
      if (add) {
        update.add(record);
      } else {
        update.delete(record);
      }
      var answer = resolver.send(update);
      if (answer.getRcode() != Rcode.NOERROR) {
        throw new DnsFailure(
            "DNSRefused", "The name server answers " + Rcode.string(answer.getRcode()));
      }
    } catch (IOException e) {
      throw new DnsFailure("DNSTimedOut", "The name server does not answer: " + e.getMessage());
    }
  }

  private static Name zone(SimpleResolver resolver, Name name) throws IOException {
    var answer = resolver.send(Message.newQuery(Record.newRecord(name, Type.SOA, DClass.IN)));
    for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
      for (var record : answer.getSection(section)) {
        if (record.getType() == Type.SOA) {
          return record.getName();
        }
      }
    }
    throw new DnsFailure("DNSZoneNotFound", "no zone for " + name);
  }
}
