package dev.nodecert.operator.dns;

import dev.nodecert.operator.dns.DnsChannel.Transport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import org.xbill.DNS.Zone;

/** A zone as its own name server answers for it; what is not in it, is refused. */
record FakeZone(Zone zone) implements Answers {

  /**
   * A zone.
   *
   * @param lines of a zone file (RFC 1035 section 5), without the SOA: {@code @ NS ns1}
   */
  static FakeZone named(String name, String... lines) {
    var origin = name.equals(".") ? Name.root : DnsNames.name(name);
    var text = "$TTL 60\n@ SOA ns1 hostmaster 1 3600 600 86400 60\n" + String.join("\n", lines);
    try (var master =
        new Master(
            new ByteArrayInputStream((text + "\n").getBytes(StandardCharsets.UTF_8)), origin)) {
      return new FakeZone(new Zone(origin, records(master).toArray(Record[]::new)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Record> records(Master master) throws IOException {
    var records = new ArrayList<Record>();
    for (var record = master.nextRecord(); record != null; record = master.nextRecord()) {
      records.add(record);
    }
    return records;
  }

  @Override
  public Optional<Message> answer(Message query, Transport transport) {
    var name = query.getQuestion().getName();
    if (!name.subdomain(zone.getOrigin())) {
      return Optional.of(Answers.reply(query, Rcode.REFUSED));
    }
    return Optional.of(answer(query, name, query.getQuestion().getType()));
  }

  private Message answer(Message query, Name name, int type) {
    var found = zone.findRecords(name, type);
    if (found.isDelegation()) {
      return referral(query, found.getNS());
    }
    var answer = Answers.reply(query, found.isNXDOMAIN() ? Rcode.NXDOMAIN : Rcode.NOERROR);
    answer.getHeader().setFlag(Flags.AA);
    if (found.isSuccessful()) {
      found.answers().forEach(set -> add(answer, set, Section.ANSWER));
      addAddresses(answer, Section.ANSWER);
    } else if (found.isCNAME()) {
      answer.addRecord(found.getCNAME(), Section.ANSWER);
    } else {
      answer.addRecord(zone.getSOA(), Section.AUTHORITY);
    }
    return answer;
  }

  private Message referral(Message query, RRset servers) {
    var answer = Answers.reply(query, Rcode.NOERROR);
    add(answer, servers, Section.AUTHORITY);
    addAddresses(answer, Section.AUTHORITY);
    return answer;
  }

  private void addAddresses(Message answer, int section) {
    for (var record : answer.getSection(section)) {
      if (record instanceof NSRecord ns && ns.getTarget().subdomain(zone.getOrigin())) {
        addAll(answer, ns.getTarget(), Type.A);
        addAll(answer, ns.getTarget(), Type.AAAA);
      }
    }
  }

  private void addAll(Message answer, Name name, int type) {
    var set = zone.findExactMatch(name, type);
    if (set != null) {
      add(answer, set, Section.ADDITIONAL);
    }
  }

  private static void add(Message answer, RRset set, int section) {
    set.rrs().forEach(record -> answer.addRecord(record, section));
  }
}
