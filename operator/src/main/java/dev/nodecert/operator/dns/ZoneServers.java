package dev.nodecert.operator.dns;

import dev.nodecert.operator.dns.Reply.Answer;
import dev.nodecert.operator.dns.ServerSelection.Candidate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Which name servers a zone has, as an answer names them, and where they are. */
record ZoneServers(Resolvers resolvers, ServerAddresses addresses) {

  /**
   * The servers that are asked, at least one.
   *
   * @throws DnsFailure when there is none
   */
  ServerSelection of(Name zone, Answer answer) {
    var hosts = hosts(zone, answer);
    var selection =
        ServerSelection.of(
            hosts.stream()
                .limit(ServerSelection.MAX_HOSTS)
                .map(host -> new Candidate(DnsNames.text(host), addresses(host, answer)))
                .toList(),
            hosts.stream().skip(ServerSelection.MAX_HOSTS).map(DnsNames::text).toList());
    if (selection.servers().isEmpty()) {
      throw new DnsFailure(
          "DNSServerNotFound",
          "None of the name servers of zone %s has an address that may be asked. Where it is a special one, name it in the plugin's propagation.nameServers."
              .formatted(DnsNames.text(zone)));
    }
    return selection;
  }

  /** Always in one order, for servers turn theirs. */
  private static List<Name> hosts(Name zone, Answer answer) {
    return Stream.of(Section.ANSWER, Section.AUTHORITY)
        .flatMap(section -> answer.in(section, NSRecord.class))
        .filter(record -> record.getName().equals(zone))
        .map(NSRecord::getTarget)
        .distinct()
        .sorted()
        .toList();
  }

  /** Of either family; where a resolver fails for one, the other will do. */
  private List<InetSocketAddress> addresses(Name host, Answer answer) {
    return Stream.of(Type.A, Type.AAAA)
        .filter(_ -> DnsNames.isPlain(host))
        .flatMap(type -> addresses(host, type, answer).stream())
        .toList();
  }

  /** As the answer has them with it, else as a resolver knows them. */
  private List<InetSocketAddress> addresses(Name host, int type, Answer answer) {
    var glue = usable(given(answer, Section.ADDITIONAL, host, type));
    return glue.isEmpty() ? usable(resolved(host, type)) : glue;
  }

  private List<InetSocketAddress> usable(Stream<InetAddress> given) {
    return given.flatMap(address -> addresses.usable(address).stream()).toList();
  }

  private Stream<InetAddress> resolved(Name host, int type) {
    return resolvers.ask(host, type).reply().definite().stream()
        .flatMap(answer -> given(answer, Section.ANSWER, host, type));
  }

  private static Stream<InetAddress> given(Answer answer, int section, Name host, int type) {
    return type == Type.A
        ? answer
            .in(section, ARecord.class)
            .filter(record -> record.getName().equals(host))
            .map(ARecord::getAddress)
        : answer
            .in(section, AAAARecord.class)
            .filter(record -> record.getName().equals(host))
            .map(AAAARecord::getAddress);
  }
}
