package dev.nodecert.testenv;

import java.io.IOException;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What a message is for, as far as whoever proves a name by dns-01 sends it. */
public enum DnsMessageKind {
  /** A dynamic update that adds records. */
  ADDITION,
  /** A dynamic update that only deletes. */
  REMOVAL,
  /** A signed question for the zone that is to be updated. */
  ZONE,
  /** A question for TXT records that the server is to answer from what it knows itself. */
  LOOK,
  /** Anything else. */
  OTHER;

  static DnsMessageKind of(byte[] bytes) {
    try {
      var message = new Message(bytes);
      return switch (message.getHeader().getOpcode()) {
        case Opcode.UPDATE -> ofUpdate(message);
        case Opcode.QUERY -> ofQuery(message);
        default -> OTHER;
      };
    } catch (IOException malformed) {
      return OTHER;
    }
  }

  /** What is added has the zone's class (RFC 2136, section 2.5.1). */
  private static DnsMessageKind ofUpdate(Message update) {
    return update.getSection(Section.UPDATE).stream().anyMatch(it -> it.getDClass() == DClass.IN)
        ? ADDITION
        : REMOVAL;
  }

  private static DnsMessageKind ofQuery(Message query) {
    var question = query.getQuestion();
    if (question == null) {
      return OTHER;
    }
    return switch (question.getType()) {
      case Type.SOA -> query.getTSIG() == null ? OTHER : ZONE;
      case Type.TXT -> query.getHeader().getFlag(Flags.RD) ? OTHER : LOOK;
      default -> OTHER;
    };
  }
}
