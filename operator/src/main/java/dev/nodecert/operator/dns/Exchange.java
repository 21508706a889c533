package dev.nodecert.operator.dns;

import dev.nodecert.operator.dns.DnsChannel.Transport;
import dev.nodecert.operator.dns.Reply.Answer;
import dev.nodecert.operator.dns.Reply.Silence;
import dev.nodecert.operator.dns.Reply.Silence.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Message;

/**
 * A message on its way to one server and back, tried again: a datagram may be lost (RFC 1035
 * section 4.2.1). Only for such as may arrive twice.
 *
 * @param patience for all tries together
 * @param tries whose time-outs grow
 * @param repetitions what all tries but the first are taken from
 */
record Exchange(DnsChannel channel, Duration patience, List<Try> tries, QueryBudget repetitions) {

  /** One message, and how long its answer is waited for. */
  private record Try(Transport transport, Duration timeout) {}

  /** Two datagrams, and a connection where they or the answer get lost or the answer is cut. */
  static Exchange untilAnswered(DnsChannel channel, Duration patience, QueryBudget repetitions) {
    var quarter = patience.dividedBy(4);
    var tries =
        List.of(
            new Try(Transport.UDP, quarter),
            new Try(Transport.UDP, quarter.multipliedBy(2)),
            new Try(Transport.TCP, quarter));
    return new Exchange(channel, patience, tries, repetitions);
  }

  /** By one transport and no other; what is cut comes as it is. */
  static Exchange over(
      Transport transport, DnsChannel channel, Duration patience, QueryBudget repetitions) {
    return new Exchange(channel, patience, tries(transport, patience), repetitions);
  }

  private static List<Try> tries(Transport transport, Duration patience) {
    var third = patience.dividedBy(3);
    return switch (transport) {
      case UDP ->
          List.of(new Try(Transport.UDP, third), new Try(Transport.UDP, third.multipliedBy(2)));
      case TCP -> List.of(new Try(Transport.TCP, patience));
    };
  }

  /** The first answer; else what became of the first try, for that tells most. */
  Reply send(Message message) {
    var first = attempt(message, 0);
    var last = first;
    for (int i = 1; i < tries.size() && isWorthRepeating(last) && repetitions.take(); i++) {
      last = attempt(message, i);
    }
    return last instanceof Silence ? told(first) : last;
  }

  private Reply attempt(Message message, int index) {
    var next = tries.get(index);
    var reply = channel.exchange(message, next.transport(), next.timeout());
    return reply instanceof Answer answer && answer.isTruncated()
        ? whole(message, index).orElse(answer)
        : reply;
  }

  /** A connection, where it may be one, has the time of all tries that are saved. */
  private Optional<Reply> whole(Message message, int index) {
    var saved = tries.subList(index + 1, tries.size());
    var left = saved.stream().map(Try::timeout).reduce(Duration.ZERO, Duration::plus);
    return saved.stream()
        .filter(next -> next.transport() == Transport.TCP && repetitions.take())
        .map(_ -> channel.exchange(message, Transport.TCP, left))
        .findFirst();
  }

  /** A port that is closed stays so for longer than that. */
  private static boolean isWorthRepeating(Reply reply) {
    return reply instanceof Silence silence && silence.cause() != Cause.UNREACHABLE;
  }

  private Reply told(Reply reply) {
    return reply instanceof Silence silence && silence.cause() == Cause.LATE
        ? new Silence(Cause.LATE, "does not answer within %d s".formatted(patience.toSeconds()))
        : reply;
  }
}
