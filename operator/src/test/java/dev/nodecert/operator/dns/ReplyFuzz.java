package dev.nodecert.operator.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.dns.Reply.Answer;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/** What a name server sends. */
final class ReplyFuzz {

  private static final int MOST_SERVERS = 32;

  private ReplyFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      check(new Answer(new Message(input)));
    } catch (IOException nonsense) {
      assertThat(nonsense).isNotNull();
    }
  }

  private static void check(Answer answer) {
    assertThat(answer.complaint()).matches("[ -~]+");
    names(answer).forEach(name -> assertThat(DnsNames.text(name)).matches("[!-~]+"));
    names(answer).forEach(zone -> checkServers(zone, answer));
    answer.in(Section.ANSWER, TXTRecord.class).map(TXTRecord::getStrings).forEach(ReplyFuzz::join);
  }

  private static void checkServers(Name zone, Answer answer) {
    var nobody = new Resolvers(new Questions(), List.of());
    try {
      var servers = new ZoneServers(nobody, new ServerAddresses()).of(zone, answer).servers();
      assertThat(servers).hasSizeBetween(1, MOST_SERVERS);
      assertThat(servers).allSatisfy(it -> assertThat(it.toString()).matches("[0-9a-z._-]+ \\(.*"));
    } catch (DnsFailure none) {
      assertThat(none.message()).matches("[ -~]{1,512}");
    }
  }

  private static Stream<Name> names(Answer answer) {
    return Stream.concat(
        answer.in(Section.ANSWER, CNAMERecord.class).map(CNAMERecord::getTarget),
        IntStream.of(Section.ANSWER, Section.AUTHORITY)
            .boxed()
            .flatMap(section ->
                Stream.concat(
                    answer.in(section, NSRecord.class).map(NSRecord::getName), answer.zones())));
  }

  private static void join(List<String> strings) {
    assertThat(String.join("", strings)).matches("[ -~]*");
  }
}
