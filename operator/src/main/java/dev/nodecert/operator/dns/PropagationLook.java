package dev.nodecert.operator.dns;

import dev.nodecert.operator.dns.DnsChannel.Transport;
import dev.nodecert.operator.dns.RecordLocation.Server;
import dev.nodecert.operator.dns.Reply.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xbill.DNS.Message;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** One look at all name servers of a zone, which are asked beside each other. */
record PropagationLook(RecordLocation where, Set<String> values) {

  Propagation take() {
    return besideEachOther(looks(QueryBudget.beside(2 * where.servers().size()))).stream()
        .flatMap(Optional::stream)
        .findFirst()
        .<Propagation>map(complaint -> new Propagation.Incomplete(complaint + where.remark()))
        .orElseGet(Propagation.Complete::new);
  }

  /** Whether all of them say that none of the values is, or still is, there. */
  boolean findsNone() {
    var repetitions = QueryBudget.beside(where.servers().size());
    var looks =
        where.servers().stream()
            .<Callable<Boolean>>map(server -> () -> lacksAll(server, repetitions))
            .toList();
    return besideEachOther(looks).stream().allMatch(Boolean::booleanValue);
  }

  private boolean lacksAll(Server server, QueryBudget repetitions) {
    return Exchange.untilAnswered(channel(server), Questions.TIMEOUT, repetitions)
        .send(question())
        .authoritative()
        .map(this::texts)
        .filter(found -> Collections.disjoint(found, values))
        .isPresent();
  }

  private List<Callable<Optional<String>>> looks(QueryBudget repetitions) {
    return where.servers().stream()
        .flatMap(server ->
            Stream.of(Transport.values())
                .<Callable<Optional<String>>>map(
                    transport -> () -> complaint(server, transport, repetitions)))
        .toList();
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

  private Optional<String> complaint(Server server, Transport transport, QueryBudget repetitions) {
    var reply =
        Exchange.over(transport, channel(server), Questions.TIMEOUT, repetitions).send(question());
    var found = reply.authoritative().map(this::texts);
    if (isForTCP(reply, transport)
        || found.filter(texts -> texts.containsAll(values)).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s over %s does not give %s yet: it %s."
            .formatted(
                server,
                transport,
                where.name(),
                found.map(texts -> said(reply, texts)).orElseGet(reply::complaint)));
  }

  /** What does not fit into a datagram is asked over TCP, which is done beside. */
  private static boolean isForTCP(Reply reply, Transport transport) {
    return transport == Transport.UDP && reply instanceof Answer answer && answer.isTruncated();
  }

  private static DnsChannel channel(Server server) {
    return DnsChannel.unsigned(server.address());
  }

  private Message question() {
    return Questions.iterative(DnsNames.name(where.name()), Type.TXT);
  }

  /** A value may come in pieces of 255 octets (RFC 1035 section 3.3). */
  private Set<String> texts(Answer answer) {
    return answer
        .answers(TXTRecord.class, DnsNames.name(where.name()))
        .map(record -> String.join("", record.getStrings()))
        .collect(Collectors.toSet());
  }

  private static String said(Reply reply, Set<String> found) {
    if (reply.definite().filter(Answer::isDenial).isPresent()) {
      return "says that there is no such name";
    }
    return found.isEmpty() ? "has no value there" : "has other values there";
  }
}
