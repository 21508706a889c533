package dev.nodecert.operator.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.operator.dns.DnsChannel.Transport;
import dev.nodecert.operator.dns.Reply.Answer;
import dev.nodecert.operator.dns.Reply.Silence;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

class ExchangeTest {

  private static final Name ZONE = DnsNames.name("example.com");
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration SHORT = Duration.ofMillis(400);

  @RegisterExtension final FakeNameServers servers = new FakeNameServers();

  private static Answers zone() {
    return FakeZone.named("example.com", "@ NS ns1");
  }

  private static Reply ask(FakeNameServer server, Duration patience, QueryBudget repetitions) {
    return Exchange.untilAnswered(DnsChannel.unsigned(server.address()), patience, repetitions)
        .send(Questions.iterative(ZONE, Type.SOA));
  }

  private static Reply ask(FakeNameServer server) {
    return ask(server, PATIENCE, QueryBudget.full());
  }

  private static Reply over(Transport transport, FakeNameServer server, Message message) {
    return Exchange.over(
            transport, DnsChannel.unsigned(server.address()), SHORT, QueryBudget.full())
        .send(message);
  }

  private static Stream<Transport> transports(FakeNameServer server) {
    return server.queries().stream().map(FakeNameServer.Query::transport);
  }

  @Test
  void aDatagramThatIsLostIsSentAgain() {
    var server = servers.start(zone().butLosing(1, Transport.UDP));

    assertThat(ask(server)).isInstanceOf(Answer.class);
    assertThat(transports(server)).containsExactly(Transport.UDP, Transport.UDP);
  }

  @Test
  void whereAllDatagramsAreLostAConnectionIsMade() {
    var server = servers.start(zone().but(Transport.UDP, Answers.silence()));

    assertThat(ask(server)).isInstanceOf(Answer.class);
    assertThat(transports(server)).containsExactly(Transport.UDP, Transport.UDP, Transport.TCP);
  }

  @Test
  void whatIsCutIsAskedByAConnection() {
    var server = servers.start(zone().but(Transport.UDP, zone().edited(ExchangeTest::cut)));

    assertThat(ask(server))
        .isInstanceOfSatisfying(
            Answer.class, answer -> assertThat(answer.zones()).containsExactly(ZONE));
    assertThat(transports(server)).containsExactly(Transport.UDP, Transport.TCP);
  }

  /** Else a part would be taken for all, and a value that is cut off for one that is gone. */
  @Test
  void whatIsCutAndNotAskedForWholeSaysNothing() {
    var server = servers.start(zone().edited(ExchangeTest::cut));

    assertThat(ask(server, PATIENCE, QueryBudget.beside(64)).definite()).isEmpty();
    assertThat(server.queries()).hasSize(1);
  }

  private static Message cut(Message answer) {
    answer.removeAllRecords(Section.ANSWER);
    answer.getHeader().setFlag(Flags.TC);
    return answer;
  }

  @Test
  void aSilentServerIsNotAskedMoreThanTheBudgetAllows() {
    var server = servers.start();

    assertThat(ask(server, SHORT, QueryBudget.beside(63))).isInstanceOf(Silence.class);
    assertThat(server.queries()).hasSize(2);
    assertThat(ask(server, SHORT, QueryBudget.beside(64))).isInstanceOf(Silence.class);
    assertThat(server.queries()).hasSize(3);
  }

  @Test
  void aPortThatIsClosedIsAskedOnce() {
    var server = servers.start();
    server.close();
    var repetitions = QueryBudget.beside(63);

    assertThat(ask(server, PATIENCE, repetitions))
        .isEqualTo(new Silence(Silence.Cause.UNREACHABLE, "cannot be reached"));
    assertThat(repetitions.take()).isTrue();
  }

  private static UnaryOperator<Message> after(Consumer<Message> change) {
    return answer -> {
      change.accept(answer);
      return answer;
    };
  }

  private static void askAnother(Message answer, Name name, int type, int dclass) {
    answer.removeAllRecords(Section.QUESTION);
    answer.addRecord(Record.newRecord(name, type, dclass), Section.QUESTION);
  }

  static Stream<Arguments> liesByEither() {
    return lies()
        .flatMap(lie ->
            Stream.of(Transport.values())
                .map(transport ->
                    argumentSet(lie.name() + " over " + transport, lie.edit(), transport)));
  }

  private record Lie(String name, UnaryOperator<Message> edit) {}

  private static Stream<Lie> lies() {
    var other = DnsNames.name("example.net");
    return Stream.of(
        new Lie("a query", after(answer -> answer.getHeader().unsetFlag(Flags.QR))),
        new Lie(
            "another ID",
            after(answer -> answer.getHeader().setID(answer.getHeader().getID() ^ 1))),
        new Lie("another opcode", after(answer -> answer.getHeader().setOpcode(Opcode.NOTIFY))),
        new Lie("another name", after(answer -> askAnother(answer, other, Type.SOA, DClass.IN))),
        new Lie("another type", after(answer -> askAnother(answer, ZONE, Type.NS, DClass.IN))),
        new Lie("another class", after(answer -> askAnother(answer, ZONE, Type.SOA, DClass.CH))),
        new Lie("no question", after(answer -> answer.removeAllRecords(Section.QUESTION))));
  }

  @ParameterizedTest
  @MethodSource("liesByEither")
  void whatIsNoAnswerToTheQuestionIsNone(UnaryOperator<Message> edit, Transport transport) {
    var server = servers.start(zone().edited(edit));

    assertThat(over(transport, server, Questions.iterative(ZONE, Type.SOA)))
        .isInstanceOf(Silence.class);
  }

  @Test
  void nonsenseIsToldAndAskedAgain() {
    var server =
        servers.start(zone().edited(after(answer -> answer.getHeader().unsetFlag(Flags.QR))));

    assertThat(ask(server))
        .isEqualTo(new Silence(Silence.Cause.NONSENSE, "answers another question or nonsense"));
    assertThat(server.queries()).hasSize(3);
  }

  /** RFC 2136 section 3.8: the zone may be left out of the answer. */
  @ParameterizedTest
  @EnumSource
  void anUpdatesAnswerIsOfItsZoneOrOfNone(Transport transport) {
    var same = servers.start(zone());
    var none =
        servers.start(zone().edited(after(answer -> answer.removeAllRecords(Section.QUESTION))));
    var another =
        servers.start(
            zone()
                .edited(
                    after(answer ->
                        askAnother(answer, DnsNames.name("example.net"), Type.SOA, DClass.IN))));

    assertThat(over(transport, same, new Update(ZONE))).isInstanceOf(Answer.class);
    assertThat(over(transport, none, new Update(ZONE))).isInstanceOf(Answer.class);
    assertThat(over(transport, another, new Update(ZONE))).isInstanceOf(Silence.class);
  }
}
