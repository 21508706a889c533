package dev.nodecert.testenv;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIGRecord;

/** The answers of a {@link DnsRelay} in place of the server's. */
final class DnsFaultAnswer {

  private static final int HEADER = 12;
  private static final Duration FUDGE = Duration.ofMinutes(5);

  private DnsFaultAnswer() {}

  static byte[] of(DnsFault fault, byte[] message) throws IOException {
    var query = new Message(message);
    return switch (fault) {
      case SERVFAIL -> answer(query, Rcode.SERVFAIL).toWire();
      case REFUSED -> answer(query, Rcode.REFUSED).toWire();
      case BADTIME -> badTime(query).toWire();
      case GARBAGE -> Arrays.copyOf(answer(query, Rcode.NOERROR).toWire(), HEADER + 1);
      default -> throw new IllegalArgumentException(fault + " is not an answer");
    };
  }

  private static Message answer(Message query, int rcode) {
    var answer = new Message(query.getHeader().getID());
    answer.getHeader().setOpcode(query.getHeader().getOpcode());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setRcode(rcode);
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    return answer;
  }

  /** Not signed, so that nobody may trust it. */
  private static Message badTime(Message query) {
    var answer = answer(query, Rcode.NOTAUTH);
    var signature = query.getTSIG();
    if (signature != null) {
      answer.addRecord(
          new TSIGRecord(
              signature.getName(),
              DClass.ANY,
              0,
              signature.getAlgorithm(),
              Instant.now(),
              FUDGE,
              new byte[0],
              query.getHeader().getID(),
              Rcode.BADTIME,
              new byte[0]),
          Section.ADDITIONAL);
    }
    return answer;
  }
}
