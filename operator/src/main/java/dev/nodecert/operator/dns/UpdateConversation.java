package dev.nodecert.operator.dns;

import dev.nodecert.operator.dns.DnsChannel.Transport;
import dev.nodecert.operator.dns.Reply.Answer;
import dev.nodecert.operator.dns.Reply.Silence;
import java.time.Duration;
import org.xbill.DNS.Message;

/**
 * What is said to one address of a server for one change.
 *
 * @param budget of all messages
 */
record UpdateConversation(UpdateServer server, DnsChannel channel, QueryBudget budget) {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** One that begins. */
  static UpdateConversation with(UpdateServer server, DnsChannel channel) {
    return new UpdateConversation(server, channel, QueryBudget.full());
  }

  /** The answer to a message. */
  Message say(Message message) throws NoAnswerException {
    return switch (exchange().send(message)) {
      case Answer(var answer) -> answer;
      case Silence silence -> throw new NoAnswerException(silence);
    };
  }

  private Exchange exchange() {
    return switch (server.transport()) {
      case UDP -> Exchange.untilAnswered(channel, PATIENCE, budget);
      case TCP -> Exchange.over(Transport.TCP, channel, PATIENCE, budget);
    };
  }
}
