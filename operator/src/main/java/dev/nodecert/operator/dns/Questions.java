package dev.nodecert.operator.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;

/** The questions of one operation: so many at the most, for servers may send us anywhere. */
final class Questions {

  private static final int MAX = 64;
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final AtomicInteger left = new AtomicInteger(MAX);

  /** How a question travels, and whether the server may ask others. */
  enum Way {
    RECURSIVE_UDP,
    UDP,
    TCP
  }

  /** Asks a server. */
  Reply ask(InetSocketAddress server, Name name, int type, Way way) {
    if (left.getAndDecrement() <= 0) {
      throw new DnsFailure(
          "DNSTooManyQuestions",
          "More than %d questions are needed to find the name servers of %s."
              .formatted(MAX, DnsNames.text(name)));
    }
    var query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    if (way != Way.RECURSIVE_UDP) {
      query.getHeader().unsetFlag(Flags.RD);
    }
    return exchange(server, query, way);
  }

  private static Reply exchange(InetSocketAddress server, Message query, Way way) {
    var resolver = new SimpleResolver(server);
    resolver.setTimeout(TIMEOUT);
    resolver.setTCP(way == Way.TCP);
    try {
      var message = resolver.send(query);
      return query.getQuestion().equals(message.getQuestion())
          ? new Reply.Answer(message)
          : new Reply.Silence("answers another question");
    } catch (IOException e) {
      return new Reply.Silence("does not answer within %d s".formatted(TIMEOUT.toSeconds()));
    }
  }
}
