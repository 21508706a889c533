package dev.nodecert.operator.dns;

import dev.nodecert.operator.dns.Reply.Silence;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * The questions of one operation: so many at the most, and so many in vain, for servers may send us
 * anywhere. Each is answered once; and a server that is silent to a type is not asked for it again,
 * for some firewalls drop but one type.
 */
final class Questions {

  static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final int MAX_SILENCES = 6;

  private final QueryBudget budget = QueryBudget.full();
  private final Map<Question, Reply> replies = new HashMap<>();
  private final Map<Topic, Silence> silences = new HashMap<>();

  private record Question(InetSocketAddress server, Name name, int type, Recursion recursion) {

    Topic topic() {
      return new Topic(server, type);
    }
  }

  private record Topic(InetSocketAddress server, int type) {}

  private enum Recursion {
    DESIRED,
    NONE
  }

  /** Asks a resolver, which asks others. */
  Reply askResolver(InetSocketAddress resolver, Name name, int type) {
    return ask(new Question(resolver, name, type, Recursion.DESIRED));
  }

  /** Asks a server what it knows itself. */
  Reply ask(InetSocketAddress server, Name name, int type) {
    return ask(new Question(server, name, type, Recursion.NONE));
  }

  private Reply ask(Question question) {
    return replies.computeIfAbsent(question, this::reply);
  }

  private Reply reply(Question question) {
    var silence = silences.get(question.topic());
    return silence == null ? send(question) : silence;
  }

  private Reply send(Question question) {
    checkBounds(question.name());
    var channel = DnsChannel.unsigned(question.server());
    var reply = Exchange.untilAnswered(channel, TIMEOUT, budget).send(message(question));
    if (reply instanceof Silence silence) {
      silences.put(question.topic(), silence);
    }
    return reply;
  }

  private void checkBounds(Name name) {
    if (silences.size() >= MAX_SILENCES) {
      throw new DnsFailure(
          "DNSTimedOut",
          "%d name servers that %s depends on do not answer."
              .formatted(MAX_SILENCES, DnsNames.text(name)));
    }
    if (!budget.take()) {
      throw new DnsFailure(
          "DNSTooManyQuestions",
          "More than %d questions are needed to find the name servers of %s."
              .formatted(QueryBudget.MAX, DnsNames.text(name)));
    }
  }

  private static Message message(Question question) {
    return question.recursion() == Recursion.DESIRED
        ? recursive(question.name(), question.type())
        : iterative(question.name(), question.type());
  }

  private static Message recursive(Name name, int type) {
    return Message.newQuery(Record.newRecord(name, type, DClass.IN));
  }

  /** A question that a server is to answer from what it knows itself. */
  static Message iterative(Name name, int type) {
    var message = recursive(name, type);
    message.getHeader().unsetFlag(Flags.RD);
    return message;
  }
}
