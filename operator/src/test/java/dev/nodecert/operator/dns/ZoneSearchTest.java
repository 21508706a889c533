package dev.nodecert.operator.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.nodecert.operator.dns.RecordLocation.Server;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class ZoneSearchTest {

  private static final String RECORD = "_acme-challenge.pve1.example.com";

  @RegisterExtension final FakeNameServers servers = new FakeNameServers();

  private final AuthoritativeDns dns = new AuthoritativeDns();

  /** A server of example.com, which the others see, too. */
  private FakeNameServer withZone(String... lines) {
    var server = servers.start();
    return server.answers(zone("example.com", server, lines));
  }

  private static FakeZone zone(String name, FakeNameServer server, String... lines) {
    return FakeZone.named(
        name,
        Stream.concat(Stream.of("@ NS ns1", "ns1 A " + server.ip()), Stream.of(lines))
            .toArray(String[]::new));
  }

  private RecordLocation locate(FakeNameServer... via) {
    return dns.locate(RECORD, FakeNameServers.via(via));
  }

  private AbstractObjectAssert<?, DnsFailure> assertFailure(String type, FakeNameServer... via) {
    return assertThatThrownBy(() -> locate(via))
        .asInstanceOf(type(DnsFailure.class))
        .returns(type, DnsFailure::type);
  }

  private static Server server(String host, FakeNameServer at) {
    return new Server(host, at.address());
  }

  @Test
  void theClosestZoneIsFound() {
    var server = withZone("pve1 A 192.0.2.1");

    assertThat(locate(server))
        .isEqualTo(
            new RecordLocation(
                RECORD, "example.com", List.of(server("ns1.example.com", server)), List.of()));
  }

  @Test
  void aNameThatIsNotThereYetIsInTheZoneAbove() {
    assertThat(locate(withZone()).zone()).isEqualTo("example.com");
  }

  @Test
  void aResolverIsNotAskedForTheRecord() {
    var resolver = servers.start();
    var server = servers.start();
    server.answers(zone("example.com", server));
    resolver.answers(zone("example.com", server).hearsay());

    assertThat(locate(resolver, server).servers())
        .containsExactly(server("ns1.example.com", server));
    assertThat(resolver.queries())
        .isNotEmpty()
        .noneMatch(query -> query.name().startsWith("_acme-challenge"));
  }

  @Test
  void aDelegationLeadsToTheServersOfTheChild() {
    var child = servers.start();
    child.answers(zone("pve1.example.com", child));
    var parent = withZone("pve1 NS ns1.pve1", "ns1.pve1 A " + child.ip());
    var resolver = servers.start(zone("example.com", parent));

    assertThat(locate(resolver, parent, child))
        .isEqualTo(
            new RecordLocation(
                RECORD,
                "pve1.example.com",
                List.of(server("ns1.pve1.example.com", child)),
                List.of()));
  }

  @Test
  void theRecordItselfMayBeDelegated() {
    var child = servers.start();
    child.answers(zone(RECORD, child));
    var label = "_acme-challenge.pve1";
    var parent = withZone(label + " NS ns1." + label, "ns1.%s A %s".formatted(label, child.ip()));

    assertThat(locate(parent, child))
        .isEqualTo(
            new RecordLocation(RECORD, RECORD, List.of(server("ns1." + RECORD, child)), List.of()));
  }

  @Test
  void aZoneOnTheSameServerIsFoundWithoutADelegation() {
    var server = servers.start();
    var child = zone("pve1.example.com", server);
    server.answers(
        zone("example.com", server)
            .but(RECORD, Type.SOA, child)
            .but("pve1.example.com", Type.NS, child));

    assertThat(locate(server).zone()).isEqualTo("pve1.example.com");
  }

  @Test
  void thatAServerDoesNotNameTheOthersIsTold() {
    var server = servers.start();
    var child = zone("pve1.example.com", server);
    server.answers(
        zone("example.com", server)
            .but(RECORD, Type.SOA, child)
            .but("pve1.example.com", Type.NS, Answers.code(Rcode.SERVFAIL)));

    assertThat(locate(server))
        .isEqualTo(
            new RecordLocation(
                RECORD,
                "pve1.example.com",
                List.of(server("ns1.example.com", server)),
                List.of("others, which ns1.example.com does not name")));
  }

  @Test
  void aReferralUpwardsIsOfAServerThatDoesNotHaveTheZone() {
    var lame =
        servers.start(
            (query, _) -> Optional.of(referral(Answers.reply(query, Rcode.NOERROR), ".")));
    var good = servers.start();
    var child = "pve1 NS ns1.pve1";
    good.answers(
        zone("example.com", good, "@ NS ns2", child, "ns1.pve1 A " + good.ip())
            .but("ns1.example.com", Type.A, Answers.silence()));
    var resolver =
        servers.start(
            FakeZone.named(
                "example.com", "@ NS ns1", "@ NS ns2", "ns1 A " + lame.ip(), "ns2 A " + good.ip()));

    assertThat(locate(resolver, lame, good).zone()).isEqualTo("pve1.example.com");
  }

  private static Message referral(Message answer, String zone) {
    var name = zone.equals(".") ? Name.root : DnsNames.name(zone);
    answer.addRecord(
        new NSRecord(name, DClass.IN, 60, DnsNames.name("ns1.example.com")), Section.AUTHORITY);
    return answer;
  }

  /** Each referral must lead deeper: after the record itself there is nowhere left to go. */
  @Test
  void referralsInACircleEnd() {
    var server = servers.start();
    server.answers(
        zone("example.com", server)
            .but(
                RECORD,
                Type.SOA,
                (query, _) ->
                    Optional.of(
                        referral(
                            referral(Answers.reply(query, Rcode.NOERROR), "example.com"),
                            "pve1.example.com"))));

    assertThat(locate(server).zone()).isEqualTo("pve1.example.com");
  }

  @Test
  void eightDelegationsAreFollowed() {
    var chain = IntStream.rangeClosed(0, 9).mapToObj(_ -> servers.start()).toList();
    IntStream.range(0, 9)
        .forEach(i -> chain.get(i).answers(linkTo(chain.get(i + 1), i, chain.get(i))));
    var via = FakeNameServers.via(chain.toArray(FakeNameServer[]::new));
    var eighth = "_acme-challenge." + link(8);
    var ninth = "_acme-challenge." + link(9);

    assertThat(dns.locate(eighth, via).zone()).isEqualTo(link(8));
    assertThatThrownBy(() -> dns.locate(ninth, via))
        .hasMessage("More than 8 delegations lead to the zone of %s.", ninth);
  }

  private static String link(int depth) {
    return "a.".repeat(depth) + "example.com";
  }

  private static Answers linkTo(FakeNameServer next, int depth, FakeNameServer self) {
    return zone(link(depth), self, "a NS ns1.a", "ns1.a A " + next.ip());
  }

  @Test
  void noZoneIsTold() {
    assertFailure("DNSZoneNotFound", servers.start(Answers.code(Rcode.NXDOMAIN)))
        .extracting(DnsFailure::message)
        .asString()
        .startsWith("There is no zone for %s: register the domain".formatted(RECORD));
  }

  @ParameterizedTest
  @ValueSource(ints = {Rcode.SERVFAIL, Rcode.REFUSED, Rcode.NOTIMP, Rcode.FORMERR})
  void aResolverThatFailsIsTold(int rcode) {
    var resolver = servers.start(Answers.code(rcode));

    assertFailure("DNSResolverFailed", resolver)
        .returns(
            "No resolver could say where pve1.example.com is: %s answers %s."
                .formatted(resolver.ip(), Rcode.string(rcode)),
            DnsFailure::message);
  }

  @Test
  void aSilentResolverIsAskedOneQuestion() {
    var resolver = servers.start();

    assertFailure("DNSResolverFailed", resolver)
        .returns(
            "No resolver could say where pve1.example.com is: %s does not answer within 2 s."
                .formatted(resolver.ip()),
            DnsFailure::message);
    assertThat(resolver.queries())
        .hasSize(3)
        .extracting(FakeNameServer.Query::name)
        .containsOnly("pve1.example.com");
  }

  @Test
  void theNextResolverIsAskedWhereOneFails() {
    var failing = servers.start(Answers.code(Rcode.SERVFAIL));

    assertThat(locate(failing, withZone()).zone()).isEqualTo("example.com");
  }

  @Test
  void aResolverMayFailForOneName() {
    var server = servers.start();
    server.answers(
        zone("example.com", server)
            .but("pve1.example.com", Type.SOA, Answers.code(Rcode.SERVFAIL)));

    assertThat(locate(server).zone()).isEqualTo("example.com");
  }

  @Test
  void aResolverMayBeDeadForOneType() {
    var server = servers.start();
    server.answers(
        zone("example.com", server)
            .edited(ZoneSearchTest::withoutGlue)
            .but(Type.AAAA, Answers.silence()));

    assertThat(locate(server).servers()).containsExactly(server("ns1.example.com", server));
  }

  @Test
  void aServerMayHaveAnIPv6AddressOnly() {
    var server = servers.startOnIPv6();
    server.answers(
        FakeZone.named(
            "example.com", "@ NS ns1", "ns1 AAAA ::1", "_acme-challenge.pve1 TXT value"));

    var location = locate(server);

    assertThat(location.servers()).containsExactly(server("ns1.example.com", server));
    assertThat(dns.look(location, Set.of("value"))).isEqualTo(new Propagation.Complete());
  }

  @Test
  void addressesOfTheOtherFamilyAreLookedForWhereTheAnswerHasNone() {
    var server = withZone();

    locate(server);

    assertThat(server.queries())
        .filteredOn(query -> query.name().equals("ns1.example.com"))
        .extracting(FakeNameServer.Query::type)
        .containsExactly("AAAA");
  }

  private static Message withoutGlue(Message answer) {
    answer.removeAllRecords(Section.ADDITIONAL);
    return answer;
  }

  @Test
  void anAliasInTheMiddleLeadsToNoOtherZone() {
    var server = servers.start();
    server.answers(
        zone("example.com", server, "pve1 CNAME host.example.net.")
            .edited(answer -> {
              answer.getHeader().setFlag(Flags.RA);
              return answer;
            }));

    assertThat(locate(server).zone()).isEqualTo("example.com");
  }

  @Test
  void specialAddressesAreOnlyAskedWhereTheyAreNamed() {
    var other = servers.start();
    var server = servers.start();
    server.answers(zone("example.com", server, "@ NS ns2", "ns2 A " + other.ip(), "ns2 AAAA ::1"));

    assertThat(locate(server).servers()).containsExactly(server("ns1.example.com", server));
    assertThat(locate(server).notAsked())
        .containsExactly("ns2.example.com (no address that may be asked)");
    assertThat(other.queries()).isEmpty();
    assertThat(locate(server, other).servers())
        .containsExactlyInAnyOrder(
            server("ns1.example.com", server), server("ns2.example.com", other));
  }

  @Test
  void aZoneWithoutAServerThatMayBeAskedIsTold() {
    var server = servers.start();
    server.answers(FakeZone.named("example.com", "@ NS ns1", "ns1 A 127.0.0.1"));

    assertFailure("DNSServerNotFound", server)
        .returns(
            "None of the name servers of zone example.com has an address that may be asked. Where it is a special one, name it in the plugin's propagation.nameServers.",
            DnsFailure::message);
  }

  @Test
  void questionsAreLimited() {
    var record = "_acme-challenge." + "a.".repeat(100) + "example.com";
    var resolver = servers.start(Answers.code(Rcode.NXDOMAIN));

    assertThatThrownBy(() -> dns.locate(record, FakeNameServers.via(resolver)))
        .asInstanceOf(type(DnsFailure.class))
        .returns("DNSTooManyQuestions", DnsFailure::type);
    assertThat(resolver.queries()).hasSize(64);
  }
}
