package dev.nodecert.operator.dns;

import dev.nodecert.operator.dns.Reply.Answer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** What zones' own name servers say. */
public final class AuthoritativeDns {

  private static final int MAX_CNAMES = 8;

  /**
   * Finds the zone that a record of a name is in, and its name servers.
   *
   * @throws DnsFailure when there is none, or nobody can tell
   */
  public RecordLocation locate(String name, NameServers via) {
    var zone = new ZoneSearch(new Questions(), via).find(DnsNames.name(name));
    return new RecordLocation(name, DnsNames.text(zone.name()), zone.servers(), zone.notAsked());
  }

  /**
   * The name that the CNAMEs at a name lead to (RFC 1034 section 3.6.2); itself where there is
   * none.
   *
   * @throws DnsFailure when they lead nowhere, or into a domain that does not exist, or nobody can
   *     tell
   */
  public String followCname(String name, NameServers via) {
    var questions = new Questions();
    var search = new ZoneSearch(questions, via);
    var seen = new HashSet<Name>();
    var current = DnsNames.name(name);
    while (seen.add(current) && seen.size() <= MAX_CNAMES + 1) {
      var next = cname(current, search, questions);
      if (next.isEmpty()) {
        return DnsNames.text(current);
      }
      current = plain(current, next.get());
    }
    throw new DnsFailure(
        "CNAMELoop",
        "The CNAMEs at %s lead in a circle, or are more than %d.".formatted(name, MAX_CNAMES));
  }

  private static Optional<Name> cname(Name name, ZoneSearch search, Questions questions) {
    var zone = search.findRegistered(name);
    var complaint = "";
    for (var server : zone.servers()) {
      var reply = questions.ask(server.address(), name, Type.CNAME);
      if (reply.authoritative().isPresent()) {
        return target(reply.authoritative().get(), name);
      }
      complaint = server + " " + reply.complaint();
    }
    throw new DnsFailure(
        "DNSServerFailed",
        "No name server of %s could be asked: %s."
            .formatted(DnsNames.text(zone.name()), complaint));
  }

  private static Optional<Name> target(Answer answer, Name name) {
    return answer.answers(CNAMERecord.class, name).map(CNAMERecord::getTarget).findFirst();
  }

  private static Name plain(Name from, Name target) {
    if (!DnsNames.isPlain(target)) {
      throw new DnsFailure(
          "CNAMEInvalid",
          "The CNAME at %s leads to a name with other characters than letters, digits, hyphens and underscores: %s."
              .formatted(DnsNames.text(from), DnsNames.text(target)));
    }
    return target;
  }

  /**
   * Asks all name servers of a zone once, over UDP and over TCP, for the values of a record. Takes
   * about two seconds at the most.
   */
  public Propagation look(RecordLocation where, Set<String> values) {
    return new PropagationLook(where, values).take();
  }

  /** Whether all name servers of a zone say that a value is not, or no longer, there. */
  public boolean isAbsent(RecordLocation where, String value) {
    return new PropagationLook(where, Set.of(value)).findsNone();
  }
}
