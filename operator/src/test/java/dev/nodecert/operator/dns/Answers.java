package dev.nodecert.operator.dns;

import dev.nodecert.operator.dns.DnsChannel.Transport;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What a {@link FakeNameServer} answers. */
@FunctionalInterface
interface Answers {

  /** The answer to a query; empty where there is none. */
  Optional<Message> answer(Message query, Transport transport);

  /** Answers nothing. */
  static Answers silence() {
    return (_, _) -> Optional.empty();
  }

  /** Answers everything with one of a header's codes. */
  static Answers code(int rcode) {
    return (query, _) -> Optional.of(reply(query, rcode));
  }

  /** An answer that has nothing in it yet. */
  static Message reply(Message query, int rcode) {
    var answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setOpcode(query.getHeader().getOpcode());
    answer.getHeader().setRcode(rcode);
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    return answer;
  }

  /** These, but others to questions for a name and type. */
  default Answers but(String name, int type, Answers others) {
    return (query, transport) ->
        isFor(query.getQuestion(), DnsNames.name(name), type)
            ? others.answer(query, transport)
            : answer(query, transport);
  }

  /** These, but others to questions for a type. */
  default Answers but(int type, Answers others) {
    return (query, transport) ->
        query.getQuestion().getType() == type
            ? others.answer(query, transport)
            : answer(query, transport);
  }

  /** These, but others by one transport. */
  default Answers but(Transport other, Answers others) {
    return (query, transport) -> (transport == other ? others : this).answer(query, transport);
  }

  /** These, after something was done to them. */
  default Answers edited(UnaryOperator<Message> edit) {
    return (query, transport) -> answer(query, transport).map(edit);
  }

  /** These, after so many queries of one transport were lost on the way. */
  default Answers butLosing(int lost, Transport on) {
    var left = new AtomicInteger(lost);
    return (query, transport) ->
        transport == on && left.getAndDecrement() > 0 ? Optional.empty() : answer(query, transport);
  }

  /** These, and the updates are kept. */
  default Answers watched(Queue<Message> updates) {
    return (query, transport) -> {
      if (query.getHeader().getOpcode() == Opcode.UPDATE) {
        updates.add(query);
      }
      return answer(query, transport);
    };
  }

  /** These, from a server that has no authority. */
  default Answers hearsay() {
    return edited(answer -> {
      answer.getHeader().unsetFlag(Flags.AA);
      return answer;
    });
  }

  private static boolean isFor(Record question, Name name, int type) {
    return question.getName().equals(name) && (question.getType() == type || type == Type.ANY);
  }
}
