package dev.nodecert.operator.dns;

import dev.nodecert.operator.dns.Questions.Way;
import dev.nodecert.operator.dns.RecordLocation.Server;
import dev.nodecert.operator.dns.Reply.Answer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Finds the zone of a record and its name servers. A resolver is asked for the names above the
 * record only, for what it hears of the record it would keep (RFC 2308); from there on the zone's
 * own servers lead the way.
 */
final class ZoneSearch {

  private static final int MAX_HOSTS = 13;
  private static final int MAX_ADDRESSES = 4;
  private static final int MAX_SERVERS = 32;
  private static final int MAX_DELEGATIONS = 8;

  private final Questions questions;
  private final List<InetSocketAddress> resolvers;
  private final ServerAddresses addresses;

  ZoneSearch(Questions questions, NameServers via) {
    this.questions = questions;
    this.resolvers = via.addresses();
    this.addresses = new ServerAddresses(via.hostPorts().isEmpty() ? List.of() : resolvers);
  }

  /** A zone and those of its servers that are asked. */
  record Zone(Name name, List<Server> servers) {}

  /** The zone that a record is in. */
  Zone find(Name record) {
    var zone = above(record);
    for (int i = 0; i < MAX_DELEGATIONS; i++) {
      var below = below(zone, record);
      if (below.isEmpty()) {
        return zone;
      }
      zone = below.get();
    }
    throw new DnsFailure(
        "DNSZoneNotFound",
        "The name servers send on from one to the next without an end for %s."
            .formatted(DnsNames.text(record)));
  }

  private Zone above(Name record) {
    for (Name name = record; name.labels() > 1; ) {
      name = DnsNames.parent(name);
      var apex = apex(name);
      if (apex.isPresent()) {
        return zone(apex.get(), resolve(apex.get(), Type.NS));
      }
    }
    throw new DnsFailure(
        "DNSZoneNotFound",
        "There is no zone for %s: register the domain, or name the servers that know it in the plugin's propagation.nameServers."
            .formatted(DnsNames.text(record)));
  }

  /** Where the zone of a name begins, if the resolvers know one. */
  private Optional<Name> apex(Name name) {
    var answer = resolve(name, Type.SOA);
    return Stream.of(Section.ANSWER, Section.AUTHORITY)
        .flatMap(section -> answer.in(section, SOARecord.class))
        .map(SOARecord::getName)
        .filter(name::subdomain)
        .findFirst();
  }

  /** What one of the resolvers says of a name. */
  private Answer resolve(Name name, int type) {
    var complaint = "none is known";
    for (var resolver : resolvers) {
      var reply = questions.ask(resolver, name, type, Way.RECURSIVE_UDP);
      if (reply.definite().isPresent()) {
        return reply.definite().get();
      }
      complaint = resolver.getAddress().getHostAddress() + " " + reply.complaint();
    }
    throw new DnsFailure(
        "DNSResolverFailed",
        "No name server could say where %s is: %s.".formatted(DnsNames.text(name), complaint));
  }

  /** The zone below that a zone's own servers say the record is in. */
  private Optional<Zone> below(Zone zone, Name record) {
    for (var server : zone.servers()) {
      var answer = questions.ask(server.address(), record, Type.SOA, Way.UDP).definite();
      if (answer.isPresent()) {
        return delegated(zone, record, answer.get())
            .map(child -> zone(child, answer.get()))
            .or(() -> hosted(zone, record, answer.get()).map(child -> zone(child, server)));
      }
    }
    return Optional.empty();
  }

  private static Optional<Name> delegated(Zone zone, Name record, Answer answer) {
    return answer.isAuthoritative()
        ? Optional.empty()
        : deeper(answer.in(Section.AUTHORITY, NSRecord.class).map(NSRecord::getName), zone, record);
  }

  /** The same server may have the zone below, too. */
  private static Optional<Name> hosted(Zone zone, Name record, Answer answer) {
    return deeper(
        Stream.of(Section.ANSWER, Section.AUTHORITY)
            .flatMap(section -> answer.in(section, SOARecord.class))
            .map(SOARecord::getName),
        zone,
        record);
  }

  private static Optional<Name> deeper(Stream<Name> names, Zone zone, Name record) {
    return names
        .filter(name -> record.subdomain(name))
        .filter(name -> name.subdomain(zone.name()) && !name.equals(zone.name()))
        .findFirst();
  }

  private Zone zone(Name name, Server host) {
    return questions
        .ask(host.address(), name, Type.NS, Way.UDP)
        .definite()
        .map(answer -> zone(name, answer))
        .orElseGet(() -> new Zone(name, List.of(host)));
  }

  /** A zone whose servers an answer names. */
  private Zone zone(Name name, Answer answer) {
    var hosts =
        Stream.of(Section.ANSWER, Section.AUTHORITY)
            .flatMap(section -> answer.in(section, NSRecord.class))
            .filter(record -> record.getName().equals(name))
            .map(NSRecord::getTarget)
            .distinct()
            .limit(MAX_HOSTS)
            .toList();
    var servers = hosts.stream().flatMap(host -> servers(host, answer)).limit(MAX_SERVERS).toList();
    if (servers.isEmpty()) {
      throw new DnsFailure(
          "DNSServerNotFound",
          "None of the name servers of zone %s has an address that may be asked. Where it is a special one, name it in the plugin's propagation.nameServers."
              .formatted(DnsNames.text(name)));
    }
    return new Zone(name, servers);
  }

  private Stream<Server> servers(Name host, Answer answer) {
    return addresses(host, answer)
        .limit(MAX_ADDRESSES)
        .flatMap(address -> addresses.usable(address).stream())
        .map(address -> new Server(DnsNames.text(host), address));
  }

  /** As the answer has them with it, else as a resolver knows them. */
  private Stream<InetAddress> addresses(Name host, Answer answer) {
    var glue = addressesIn(answer, Section.ADDITIONAL, host).toList();
    return glue.isEmpty()
        ? Stream.of(Type.A, Type.AAAA)
            .flatMap(type -> addressesIn(resolve(host, type), Section.ANSWER, host))
        : glue.stream();
  }

  private static Stream<InetAddress> addressesIn(Answer answer, int section, Name host) {
    return Stream.of(
            answer
                .in(section, ARecord.class)
                .filter(record -> record.getName().equals(host))
                .map(ARecord::getAddress),
            answer
                .in(section, AAAARecord.class)
                .filter(record -> record.getName().equals(host))
                .map(AAAARecord::getAddress))
        .flatMap(Function.identity());
  }
}
