package dev.nodecert.testenv;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * A name server of a zone.
 *
 * @param label its name in the zone
 */
record NameServer(String label, InetAddress address) {

  /** What makes it known, in the zone and in the one above. */
  List<Record> records(Name zone) {
    var host = DnsClient.name(label, zone);
    return List.of(new NSRecord(zone, DClass.IN, Zone.TTL, host), addressRecord(host));
  }

  private Record addressRecord(Name host) {
    return address instanceof Inet6Address
        ? new AAAARecord(host, DClass.IN, Zone.TTL, address)
        : new ARecord(host, DClass.IN, Zone.TTL, address);
  }
}
