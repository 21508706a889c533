package dev.nodecert.operator.dns;

import dev.nodecert.operator.dns.Reply.Answer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Finds the zone that a server takes updates of a record for, as the server itself says: it knows
 * best. It is asked with a signature, for it may show each key other zones.
 */
record UpdateZoneSearch(UpdateConversation conversation) {

  /**
   * The zone of a record.
   *
   * @throws DnsFailure when the server has none for it, or does not say
   */
  Name find(Name record) throws NoAnswerException {
    var elsewhere = new HashSet<Name>();
    var name = record;
    while (name.labels() > 1 && conversation.budget().take()) {
      var answer = ask(name, record);
      var zone = zone(answer, name);
      if (zone.isPresent()) {
        return checked(zone.get(), elsewhere, record);
      }
      elsewhere.addAll(delegations(answer, record));
      name = DnsNames.parent(name);
    }
    throw new DnsFailure(
        "DNSZoneNotFound",
        "%s is authoritative for no zone that %s is in."
            .formatted(server().host(), DnsNames.text(record)));
  }

  private Answer ask(Name name, Name record) throws NoAnswerException {
    var answer = new Answer(conversation.say(Questions.iterative(name, Type.SOA)));
    if (answer.isDefinite() || isNotItsZone(answer)) {
      return answer;
    }
    throw UpdateFailures.refused(server(), record, answer.message());
  }

  private UpdateServer server() {
    return conversation.server();
  }

  /** A server that has a zone, and cannot load it, says SERVFAIL: then the one above is not it. */
  private static boolean isNotItsZone(Answer answer) {
    var rcode = answer.message().getRcode();
    return (rcode == Rcode.REFUSED || rcode == Rcode.NOTAUTH)
        && UpdateFailures.signatureError(answer.message()) == Rcode.NOERROR;
  }

  private static Optional<Name> zone(Answer answer, Name name) {
    return answer.isDefinite() && answer.isAuthoritative()
        ? answer.zones().filter(name::subdomain).findFirst()
        : Optional.empty();
  }

  /** Zones of other servers that the record may be in, as this server knows by hearsay. */
  private static Set<Name> delegations(Answer answer, Name record) {
    var names =
        Stream.concat(
            answer.in(Section.AUTHORITY, NSRecord.class).map(NSRecord::getName), answer.zones());
    return Set.copyOf(names.filter(record::subdomain).distinct().toList());
  }

  /** A server would take what lies below one of its delegations, and never give it out. */
  private Name checked(Name zone, Set<Name> elsewhere, Name record) {
    var below = elsewhere.stream().filter(other -> isBelow(other, zone)).findFirst();
    if (below.isPresent()) {
      throw new DnsFailure(
          "DNSZoneNotFound",
          "%s is authoritative for no zone that %s is in: it has delegated %s. Name a server of that zone in rfc2136.server."
              .formatted(server().host(), DnsNames.text(record), DnsNames.text(below.get())));
    }
    return zone;
  }

  private static boolean isBelow(Name name, Name zone) {
    return name.subdomain(zone) && !name.equals(zone);
  }
}
