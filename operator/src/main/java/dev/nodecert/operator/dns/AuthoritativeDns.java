package dev.nodecert.operator.dns;

import dev.nodecert.operator.dns.Questions.Way;
import dev.nodecert.operator.dns.RecordLocation.Server;
import dev.nodecert.operator.dns.Reply.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TXTRecord;
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
    return new RecordLocation(name, DnsNames.text(zone.name()), zone.servers());
  }

  /**
   * The name that the CNAMEs at a name lead to (RFC 1034 section 3.6.2); itself where there is
   * none.
   *
   * @throws DnsFailure when they lead nowhere, or nobody can tell
   */
  public String followCname(String name, NameServers via) {
    var seen = new HashSet<Name>();
    var current = DnsNames.name(name);
    while (seen.add(current) && seen.size() <= MAX_CNAMES) {
      var next = cname(current, via);
      if (next.isEmpty()) {
        return DnsNames.text(current);
      }
      current = plain(current, next.get());
    }
    throw new DnsFailure(
        "CNAMELoop",
        "The CNAMEs at %s lead in a circle, or through more than %d names."
            .formatted(name, MAX_CNAMES));
  }

  private static Optional<Name> cname(Name name, NameServers via) {
    var questions = new Questions();
    var zone = new ZoneSearch(questions, via).find(name);
    var complaint = "";
    for (var server : zone.servers()) {
      var reply = questions.ask(server.address(), name, Type.CNAME, Way.UDP);
      if (reply.definite().isPresent()) {
        return reply
            .definite()
            .get()
            .answers(CNAMERecord.class, name)
            .map(CNAMERecord::getTarget)
            .findFirst();
      }
      complaint = server + " " + reply.complaint();
    }
    throw new DnsFailure(
        "DNSServerFailed",
        "No name server of %s could be asked: %s."
            .formatted(DnsNames.text(zone.name()), complaint));
  }

  private static Name plain(Name from, Name target) {
    if (!DnsNames.isPlain(target)) {
      throw new DnsFailure(
          "CNAMEInvalid",
          "The CNAME at %s leads to %s, which is no name for a challenge."
              .formatted(DnsNames.text(from), DnsNames.text(target)));
    }
    return target;
  }

  /** Asks all name servers of a zone once, over UDP and over TCP, for the values of a record. */
  public Propagation look(RecordLocation where, Set<String> values) {
    var name = DnsNames.name(where.name());
    var looks =
        where.servers().stream()
            .flatMap(server ->
                Stream.of(Way.UDP, Way.TCP)
                    .<Callable<Optional<String>>>map(
                        way -> () -> complaint(server, name, values, way)))
            .toList();
    return besideEachOther(looks).stream()
        .flatMap(Optional::stream)
        .findFirst()
        .<Propagation>map(Propagation.Incomplete::new)
        .orElseGet(Propagation.Complete::new);
  }

  /** Whether all name servers of a zone say that a value is not, or no longer, there. */
  public boolean isAbsent(RecordLocation where, String value) {
    var name = DnsNames.name(where.name());
    List<Callable<Boolean>> looks =
        where.servers().stream()
            .<Callable<Boolean>>map(server -> () -> isAbsent(server, name, value))
            .toList();
    return besideEachOther(looks).stream().allMatch(Boolean::booleanValue);
  }

  private static boolean isAbsent(Server server, Name name, String value) {
    return new Questions()
        .ask(server.address(), name, Type.TXT, Way.UDP)
        .definite()
        .filter(answer -> !values(answer, name).contains(value))
        .isPresent();
  }

  private static Set<String> values(Answer answer, Name name) {
    return answer
        .answers(TXTRecord.class, name)
        .map(record -> String.join("", record.getStrings()))
        .collect(Collectors.toSet());
  }

  private static <T> List<T> besideEachOther(List<Callable<T>> looks) {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<T>();
      for (Future<T> look : executor.invokeAll(looks)) {
        results.add(look.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DnsFailure("DNSInterrupted", "The operator stops.");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Optional<String> complaint(Server server, Name name, Set<String> values, Way way) {
    var reply = new Questions().ask(server.address(), name, Type.TXT, way);
    var answer = reply.definite();
    var found = answer.map(a -> values(a, name)).orElseGet(Set::of);
    if (found.containsAll(values)) {
      return Optional.empty();
    }
    return Optional.of(
        "%s over %s does not give %s yet: it %s."
            .formatted(
                server,
                way,
                DnsNames.text(name),
                answer
                    .map(a -> said(a.message().getRcode(), found.size()))
                    .orElseGet(reply::complaint)));
  }

  private static String said(int rcode, int others) {
    return rcode == Rcode.NXDOMAIN
        ? "says that there is no such name"
        : "has %d other values".formatted(others);
  }
}
