package dev.nodecert.operator.dns;

import dev.nodecert.operator.dns.RecordLocation.Server;
import dev.nodecert.operator.dns.Reply.Answer;
import dev.nodecert.operator.dns.Resolvers.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Finds the zone of a record and its name servers. A resolver is asked for the names above the
 * record only, for what it hears of the record it would keep (RFC 2308); from there on the zone's
 * own servers lead the way.
 */
final class ZoneSearch {

  private static final int MAX_DELEGATIONS = 8;

  private final Questions questions;
  private final Resolvers resolvers;
  private final ZoneServers zoneServers;

  ZoneSearch(Questions questions, NameServers via) {
    var addresses = via.addresses();
    var named = via.hostPorts().isEmpty() ? new ServerAddresses() : new ServerAddresses(addresses);
    this.questions = questions;
    this.resolvers = new Resolvers(questions, addresses);
    this.zoneServers = new ZoneServers(resolvers, named);
  }

  /** A zone and those of its servers that are asked. */
  record Zone(Name name, ServerSelection selection) {

    List<Server> servers() {
      return selection.servers();
    }

    List<String> notAsked() {
      return selection.notAsked();
    }
  }

  /**
   * The zone that a record is in, if it can be in any: where a domain is not registered, the zone
   * found is its registry's, which would say so for ever.
   *
   * @throws DnsFailure when it is in none for sure
   */
  Zone findRegistered(Name record) {
    if (apexAbove(record).equals(Name.root)) {
      refuseIf(resolvers::deny, Name.root, record);
    }
    var zone = find(record);
    refuseIf(name -> isDenied(zone, name, record), zone.name(), record);
    return zone;
  }

  private static void refuseIf(Predicate<Name> isMissing, Name zone, Name record) {
    RegisteredName.below(zone, record)
        .filter(isMissing)
        .ifPresent(name -> {
          throw noDomain(name, record);
        });
  }

  /** Its own servers know best, and what a resolver has kept may be of yesterday. */
  private boolean isDenied(Zone zone, Name name, Name record) {
    return zone.servers().stream()
        .flatMap(server -> questions.ask(server.address(), name, Type.SOA).authoritative().stream())
        .findFirst()
        .map(Answer::isDenial)
        .orElseGet(() -> !name.equals(record) && resolvers.deny(name));
  }

  private static DnsFailure noDomain(Name name, Name record) {
    return new DnsFailure(
        "DNSDomainNotFound",
        "The domain %s does not exist (NXDOMAIN), so there is no zone that %s could be in: correct the name, register the domain, or name the servers that know it in the plugin's propagation.nameServers."
            .formatted(DnsNames.text(name), DnsNames.text(record)));
  }

  /** The zone that a record is in. */
  Zone find(Name record) {
    var zone = above(record);
    for (int delegations = 0; delegations <= MAX_DELEGATIONS; delegations++) {
      var below = below(zone, record);
      if (below.isEmpty()) {
        return zone;
      }
      zone = below.get();
    }
    throw new DnsFailure(
        "DNSZoneNotFound",
        "More than %d delegations lead to the zone of %s."
            .formatted(MAX_DELEGATIONS, DnsNames.text(record)));
  }

  private Zone above(Name record) {
    var apex = apexAbove(record);
    return zone(apex, nameServers(apex));
  }

  /** By the closest name that a resolver can tell about: it may fail for one and know the next. */
  private Name apexAbove(Name record) {
    var failures = new ArrayList<DnsFailure>();
    for (Name name = record; name.labels() > 1; ) {
      name = DnsNames.parent(name);
      var told = resolvers.ask(name, Type.SOA);
      var apex = apex(told, name);
      if (apex.isPresent()) {
        return apex.get();
      }
      if (told.reply().definite().isEmpty()) {
        failures.add(told.failure(name));
      }
    }
    throw failures.isEmpty() ? noZone(record) : failures.getFirst();
  }

  private static DnsFailure noZone(Name record) {
    return new DnsFailure(
        "DNSZoneNotFound",
        "There is no zone for %s: register the domain, or name the servers that know it in the plugin's propagation.nameServers."
            .formatted(DnsNames.text(record)));
  }

  /** Where the zone of a name begins, if the resolvers know one. */
  private static Optional<Name> apex(Told told, Name name) {
    return told.reply().definite().stream()
        .flatMap(Answer::zones)
        .filter(name::subdomain)
        .findFirst();
  }

  private Answer nameServers(Name zone) {
    var told = resolvers.ask(zone, Type.NS);
    return told.reply().definite().orElseThrow(() -> told.failure(zone));
  }

  /** The zone below that the first of a zone's own servers which can tell says the record is in. */
  private Optional<Zone> below(Zone zone, Name record) {
    for (var server : zone.servers()) {
      var answer = questions.ask(server.address(), record, Type.SOA).definite();
      if (answer.isPresent() && answer.get().isAuthoritative()) {
        return hosted(zone, record, answer.get()).map(child -> zone(child, server));
      }
      var child = answer.flatMap(referral -> delegated(zone, record, referral));
      if (child.isPresent()) {
        return Optional.of(zone(child.get(), answer.orElseThrow()));
      }
    }
    return Optional.empty();
  }

  /** A referral leads downwards; one that does not is of a server that does not have the zone. */
  private static Optional<Name> delegated(Zone zone, Name record, Answer referral) {
    return deeper(
        referral.in(Section.AUTHORITY, NSRecord.class).map(NSRecord::getName), zone, record);
  }

  /** The same server may have the zone below, too. */
  private static Optional<Name> hosted(Zone zone, Name record, Answer answer) {
    return deeper(answer.zones(), zone, record);
  }

  private static Optional<Name> deeper(Stream<Name> names, Zone zone, Name record) {
    return names
        .filter(name -> record.subdomain(name))
        .filter(name -> name.subdomain(zone.name()) && !name.equals(zone.name()))
        .findFirst();
  }

  private Zone zone(Name name, Server host) {
    return questions
        .ask(host.address(), name, Type.NS)
        .authoritative()
        .map(answer -> zone(name, answer))
        .orElseGet(() -> new Zone(name, alone(host)));
  }

  private static ServerSelection alone(Server host) {
    return new ServerSelection(
        List.of(host), List.of("others, which %s does not name".formatted(host.host())));
  }

  private Zone zone(Name name, Answer answer) {
    return new Zone(name, zoneServers.of(name, answer));
  }
}
