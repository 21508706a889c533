package dev.nodecert.testenv;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Type;

/**
 * What a name server was asked.
 *
 * @param name without a dot at its end, in lower case
 * @param type of the records: {@code TXT}
 */
public record DnsQuery(String name, String type, Transport transport) {

  /** How a query came. */
  public enum Transport {
    UDP,
    TCP
  }

  /** Reads a message; updates, notifications and nonsense are no queries. */
  static Optional<DnsQuery> parse(byte[] message, Transport transport) {
    try {
      var parsed = new Message(message);
      var question = parsed.getQuestion();
      if (parsed.getHeader().getOpcode() != Opcode.QUERY || question == null) {
        return Optional.empty();
      }
      var name = question.getName().toString(true).toLowerCase(Locale.ROOT);
      return Optional.of(new DnsQuery(name, Type.string(question.getType()), transport));
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }
}
