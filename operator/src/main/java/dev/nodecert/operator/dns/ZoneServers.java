package dev.nodecert.operator.dns;

import dev.nodecert.operator.dns.RecordLocation.Server;
import dev.nodecert.operator.dns.Reply.Answer;
import java.net.InetAddress;
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

  private static final int MAX_HOSTS = 13;
  private static final int MAX_ADDRESSES = 4;

  /**
   * The servers that are asked, at least one.
   *
   * @throws DnsFailure when there is none
   */
  List<Server> of(Name zone, Answer answer) {
    var servers = hosts(zone, answer).flatMap(host -> servers(host, answer)).toList();
    if (servers.isEmpty()) {
      throw new DnsFailure(
          "DNSServerNotFound",
          "None of the name servers of zone %s has an address that may be asked. Where it is a special one, name it in the plugin's propagation.nameServers."
              .formatted(DnsNames.text(zone)));
    }
    return servers;
  }

  private static Stream<Name> hosts(Name zone, Answer answer) {
    return Stream.of(Section.ANSWER, Section.AUTHORITY)
        .flatMap(section -> answer.in(section, NSRecord.class))
        .filter(record -> record.getName().equals(zone))
        .map(NSRecord::getTarget)
        .filter(DnsNames::isPlain)
        .distinct()
        .limit(MAX_HOSTS);
  }

  /** As the answer has them with it, else as a resolver knows them. */
  private Stream<Server> servers(Name host, Answer answer) {
    var glue = servers(host, given(answer, Section.ADDITIONAL, host));
    return (glue.isEmpty() ? servers(host, resolved(host)) : glue).stream();
  }

  private List<Server> servers(Name host, Stream<InetAddress> given) {
    return given
        .flatMap(address -> addresses.usable(address).stream())
        .limit(MAX_ADDRESSES)
        .map(address -> new Server(DnsNames.text(host), address))
        .toList();
  }

  /** Where a resolver fails for one type, the other will do. */
  private Stream<InetAddress> resolved(Name host) {
    return Stream.of(Type.A, Type.AAAA)
        .flatMap(type -> resolvers.ask(host, type).reply().definite().stream())
        .flatMap(answer -> given(answer, Section.ANSWER, host));
  }

  private static Stream<InetAddress> given(Answer answer, int section, Name host) {
    return Stream.concat(
        answer
            .in(section, ARecord.class)
            .filter(record -> record.getName().equals(host))
            .map(ARecord::getAddress),
        answer
            .in(section, AAAARecord.class)
            .filter(record -> record.getName().equals(host))
            .map(AAAARecord::getAddress));
  }
}
