package dev.nodecert.operator.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.dns.DnsChannel.Transport;
import dev.nodecert.operator.dns.RecordLocation.Server;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

class PropagationLookTest {

  private static final String NAME = "_acme-challenge.example.com";
  private static final Duration ONE_TIMEOUT = Duration.ofMillis(3500);

  @RegisterExtension final FakeNameServers servers = new FakeNameServers();

  private final AuthoritativeDns dns = new AuthoritativeDns();

  private static Answers zone(String... records) {
    var lines = new String[records.length + 1];
    lines[0] = "@ NS ns1";
    System.arraycopy(records, 0, lines, 1, records.length);
    return FakeZone.named("example.com", lines);
  }

  private static RecordLocation at(FakeNameServer... servers) {
    return at(
        Arrays.stream(servers)
            .map(server -> new Server("ns.example.com", server.address()))
            .toList());
  }

  private static RecordLocation at(List<Server> servers) {
    return new RecordLocation(NAME, "example.com", servers, List.of());
  }

  private Propagation look(FakeNameServer... servers) {
    return dns.look(at(servers), Set.of("value"));
  }

  private static String complaint(Propagation propagation) {
    assertThat(propagation).isInstanceOf(Propagation.Incomplete.class);
    return ((Propagation.Incomplete) propagation).message();
  }

  private static String complaint(FakeNameServer server, String transport, String said) {
    return "ns.example.com (%s) over %s does not give %s yet: it %s."
        .formatted(server.ip(), transport, NAME, said);
  }

  @Test
  void isCompleteWhereEveryServerGivesTheValueOverBothTransports() {
    var one = servers.start(zone("_acme-challenge TXT value"));
    var other = servers.start(zone("_acme-challenge TXT value"));

    assertThat(look(one, other)).isEqualTo(new Propagation.Complete());
    assertThat(servers.queries())
        .hasSize(4)
        .extracting(FakeNameServer.Query::transport)
        .containsOnly(Transport.UDP, Transport.TCP);
  }

  @Test
  void aValueIsAbsentOnceEveryServerSaysSo() {
    var without = servers.start(zone("_acme-challenge TXT other"));
    var nameless = servers.start(zone("www TXT value"));
    var with = servers.start(zone("_acme-challenge TXT value"));

    assertThat(dns.isAbsent(at(without, nameless), "value")).isTrue();
    assertThat(dns.isAbsent(at(without, with), "value")).isFalse();
  }

  @Test
  void whoIsNotAuthoritativeSaysNothingAboutAbsence() {
    var lame = servers.start(FakeZone.named("example.org", "@ NS ns1"));

    assertThat(dns.isAbsent(at(lame), "value")).isFalse();
  }

  @Test
  void otherValuesBesideOursDoNoHarm() {
    var server = servers.start(zone("_acme-challenge TXT other", "_acme-challenge TXT value"));

    assertThat(look(server)).isEqualTo(new Propagation.Complete());
  }

  @Test
  void aValueMayComeInPieces() {
    var server = servers.start(zone("_acme-challenge TXT \"val\" \"ue\""));

    assertThat(look(server)).isEqualTo(new Propagation.Complete());
  }

  @Test
  void allValuesMustStand() {
    var server = servers.start(zone("_acme-challenge TXT value"));

    assertThat(complaint(dns.look(at(server), Set.of("value", "second"))))
        .isEqualTo(complaint(server, "UDP", "has other values there"));
  }

  @Test
  void aNameWithoutTheValueIsTold() {
    var server = servers.start(zone("_acme-challenge A 192.0.2.1"));

    assertThat(complaint(look(server))).isEqualTo(complaint(server, "UDP", "has no value there"));
  }

  @Test
  void aNameThatIsNotThereIsTold() {
    var server = servers.start(zone());

    assertThat(complaint(look(server)))
        .isEqualTo(complaint(server, "UDP", "says that there is no such name"));
  }

  @Test
  void aRefusalIsTold() {
    var server = servers.start(Answers.code(Rcode.REFUSED));

    assertThat(complaint(look(server))).isEqualTo(complaint(server, "UDP", "answers REFUSED"));
  }

  @Test
  void aFailureIsTold() {
    var server = servers.start(Answers.code(Rcode.SERVFAIL));

    assertThat(complaint(look(server))).isEqualTo(complaint(server, "UDP", "answers SERVFAIL"));
  }

  @Test
  void aServerThatOnlyHasItFromOthersDoesNotCount() {
    var server = servers.start(zone("_acme-challenge TXT value").hearsay());

    assertThat(complaint(look(server)))
        .isEqualTo(complaint(server, "UDP", "is not authoritative for it"));
  }

  @Test
  void aDeadSecondaryIsNamed() {
    var primary = servers.start(zone("_acme-challenge TXT value"));
    var secondary = servers.start(Answers.silence());

    assertThat(complaint(look(primary, secondary)))
        .isEqualTo(complaint(secondary, "UDP", "does not answer within 2 s"));
  }

  @Test
  void aServerThatIsGoneIsToldAtOnce() {
    var server = servers.start();
    server.close();

    assertThat(complaint(look(server))).isEqualTo(complaint(server, "UDP", "cannot be reached"));
  }

  @Test
  void whatIsThereByUDPMustBeThereByTCP() {
    var server = servers.start(zone("_acme-challenge TXT value").but(Transport.TCP, zone()));

    assertThat(complaint(look(server)))
        .isEqualTo(complaint(server, "TCP", "says that there is no such name"));
  }

  @Test
  void recordsOfOtherNamesDoNotCount() {
    var server =
        servers.start(
            zone()
                .edited(answer -> {
                  answer.addRecord(
                      FakeZone.named("example.com", "@ NS ns1", "other TXT value")
                          .zone()
                          .findExactMatch(DnsNames.name("other.example.com"), 16)
                          .first(),
                      Section.ANSWER);
                  return answer;
                }));

    assertThat(complaint(look(server)))
        .isEqualTo(complaint(server, "UDP", "says that there is no such name"));
  }

  @Test
  void whatIsTruncatedByUDPIsAskedByTCP() {
    var whole = zone("_acme-challenge TXT value");
    var server = servers.start(whole.but(Transport.UDP, whole.edited(this::truncated)));

    assertThat(look(server)).isEqualTo(new Propagation.Complete());
  }

  private Message truncated(Message answer) {
    answer.removeAllRecords(Section.ANSWER);
    answer.getHeader().setFlag(Flags.TC);
    return answer;
  }

  @Test
  void truncationAndSilenceAfterwardsTakeNoLongerThanSilence() {
    var server =
        servers.start(Answers.silence().but(Transport.UDP, zone().edited(this::truncated)));
    var started = System.nanoTime();

    assertThat(complaint(look(server)))
        .isEqualTo(complaint(server, "TCP", "does not answer within 2 s"));
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(ONE_TIMEOUT);
  }

  @Test
  void manySilentServersTakeNoLongerThanOneAndNoMoreQueriesThanAreAllowed() {
    var silent = servers.start();
    var all =
        IntStream.range(0, 30)
            .mapToObj(i -> new Server("ns%d.example.com".formatted(i), silent.address()))
            .toList();
    var started = System.nanoTime();

    assertThat(complaint(dns.look(at(all), Set.of("value")))).startsWith("ns0.example.com");
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(ONE_TIMEOUT);
    assertThat(silent.queries()).hasSize(64);
  }

  @Test
  void aDatagramThatIsLostIsSentAgain() {
    var server = servers.start(zone("_acme-challenge TXT value").butLosing(1, Transport.UDP));

    assertThat(look(server)).isEqualTo(new Propagation.Complete());
    assertThat(server.queries()).filteredOn(query -> query.transport() == Transport.UDP).hasSize(2);
  }

  @Test
  void whatIsNotAskedIsTold() {
    var server = servers.start(zone());
    var notAsked = List.of("ns2.example.com (why)", "ns3.example.com (why)");
    var where = new RecordLocation(NAME, "example.com", at(server).servers(), notAsked);

    assertThat(complaint(dns.look(where, Set.of("value"))))
        .endsWith(" no such name. Not asked: ns2.example.com (why), ns3.example.com (why).");
  }

  @Test
  void ofManyThatAreNotAskedThreeAreTold() {
    var where = new RecordLocation(NAME, "example.com", List.of(), List.of("a", "b", "c", "d"));

    assertThat(where.remark()).isEqualTo(" Not asked: a, b, c, and 1 more.");
  }

  @Test
  void manyLooksAtOnceDoNotDisturbEachOther() {
    var server = servers.start(zone("_acme-challenge TXT value"));

    assertThat(IntStream.range(0, 100).parallel().mapToObj(_ -> look(server)).distinct())
        .containsExactly(new Propagation.Complete());
  }
}
