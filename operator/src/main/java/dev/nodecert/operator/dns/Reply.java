package dev.nodecert.operator.dns;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/** What a name server answered, or that it did not. */
sealed interface Reply {

  /** It did not answer, or not the question. */
  record Silence(Cause cause, String why) implements Reply {

    /** Why there is none. */
    enum Cause {
      LATE,
      NONSENSE,
      UNREACHABLE
    }
  }

  /** It answered. */
  record Answer(Message message) implements Reply {

    /** Whether it has said all about the name, be it that there is no such name. */
    boolean isDefinite() {
      return !isTruncated() && (message.getRcode() == Rcode.NOERROR || isDenial());
    }

    boolean isDenial() {
      return message.getRcode() == Rcode.NXDOMAIN;
    }

    boolean isAuthoritative() {
      return message.getHeader().getFlag(Flags.AA);
    }

    boolean isTruncated() {
      return message.getHeader().getFlag(Flags.TC);
    }

    <R extends Record> Stream<R> answers(Class<R> type, Name owner) {
      return in(Section.ANSWER, type).filter(record -> record.getName().equals(owner));
    }

    <R extends Record> Stream<R> in(int section, Class<R> type) {
      List<Record> records = message.getSection(section);
      return records.stream().filter(type::isInstance).map(type::cast);
    }

    /** The zones whose SOA is given, be it to say that there is nothing (RFC 2308 section 3). */
    Stream<Name> zones() {
      return Stream.of(Section.ANSWER, Section.AUTHORITY)
          .flatMap(section -> in(section, SOARecord.class))
          .map(SOARecord::getName);
    }
  }

  /** The answer, if it says something about the name. */
  default Optional<Answer> definite() {
    return this instanceof Answer answer && answer.isDefinite()
        ? Optional.of(answer)
        : Optional.empty();
  }

  /** The answer, if it says so on the server's own authority: all else is hearsay. */
  default Optional<Answer> authoritative() {
    return definite().filter(Answer::isAuthoritative);
  }

  /** What is wrong with one that is not definite, or not authoritative; a sentence's end. */
  default String complaint() {
    return switch (this) {
      case Silence(_, var why) -> why;
      case Answer answer when answer.isDefinite() -> "is not authoritative for it";
      case Answer answer when answer.isTruncated() -> "has more to say than a datagram holds";
      case Answer answer -> "answers " + Rcode.string(answer.message().getRcode());
    };
  }
}
