package dev.nodecert.operator.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.nodecert.operator.dns.DnsChannel.Transport;
import dev.nodecert.testenv.Loopback;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class DnsUpdatesTest {

  private static final TxtRecord RECORD =
      new TxtRecord("_acme-challenge.pve1.example.com", "value");

  @RegisterExtension final FakeNameServers servers = new FakeNameServers();

  private final DnsUpdates updates = new DnsUpdates(InstantSource.system());

  private static UpdateServer at(FakeNameServer server) {
    return new UpdateServer(
        server.ip(),
        server.address().getPort(),
        Optional.empty(),
        Duration.ofSeconds(60),
        UpdateServer.Transport.UDP);
  }

  private static UpdateServer signing(FakeNameServer server) {
    var key = new TsigKey("key", "hmac-sha256", new SecretKeySpec(new byte[32], "HMAC"));
    return new UpdateServer(
        server.ip(),
        server.address().getPort(),
        Optional.of(key),
        Duration.ofSeconds(60),
        UpdateServer.Transport.TCP);
  }

  private static Answers zone(String... lines) {
    return FakeZone.named("example.com", lines);
  }

  /** Answers queries as a zone, and updates with a code. */
  private static Answers takes(int rcode, Answers zone) {
    return (query, transport) ->
        query.getHeader().getOpcode() == Opcode.UPDATE
            ? Optional.of(Answers.reply(query, rcode))
            : zone.answer(query, transport);
  }

  private DnsFailure failure(UpdateServer server) {
    return assertThatThrownBy(() -> updates.add(server, RECORD))
        .asInstanceOf(type(DnsFailure.class))
        .actual();
  }

  @Test
  void theZoneIsTheOneThatTheServerSays() {
    var server = servers.start(takes(Rcode.NOERROR, zone("@ NS ns1")));

    updates.add(at(server), RECORD);

    assertThat(server.queries())
        .containsExactly(
            new FakeNameServer.Query(RECORD.name(), "SOA", Transport.UDP),
            new FakeNameServer.Query("example.com", "SOA", Transport.UDP));
  }

  @Test
  void aServerWithoutTheZoneIsTold() {
    var server = servers.start(FakeZone.named("example.net", "@ NS ns1"));

    assertThat(failure(at(server)))
        .returns("DNSZoneNotFound", DnsFailure::type)
        .hasMessage("%s is authoritative for no zone that %s is in.", server.ip(), RECORD.name());
  }

  /** It would take the record, and never give it out. */
  @Test
  void aServerThatHasDelegatedTheZoneIsToldAndNotChanged() {
    var server =
        servers.start(
            takes(Rcode.NOERROR, zone("@ NS ns1", "pve1 NS ns1.pve1", "ns1.pve1 A 192.0.2.1")));

    assertThat(failure(at(server)))
        .returns("DNSZoneNotFound", DnsFailure::type)
        .hasMessage(
            "%s is authoritative for no zone that %s is in: it has delegated pve1.example.com. Name a server of that zone in rfc2136.server.",
            server.ip(), RECORD.name());
  }

  @Test
  void aResolverHasNoZone() {
    var server = servers.start(zone("@ NS ns1").hearsay());

    assertThat(failure(at(server))).returns("DNSZoneNotFound", DnsFailure::type);
  }

  @Test
  void aZoneThatTheServerCannotLoadIsNotLookedForAbove() {
    var server =
        servers.start(
            takes(Rcode.NOERROR, zone("@ NS ns1"))
                .but(RECORD.name(), Type.SOA, Answers.code(Rcode.SERVFAIL)));

    assertThat(failure(at(server)))
        .returns("DNSRefused", DnsFailure::type)
        .hasMessage(
            "%s answers SERVFAIL to an update of %s. See its log.", server.ip(), RECORD.name());
  }

  @ParameterizedTest
  @ValueSource(ints = {Rcode.REFUSED, Rcode.NOTAUTH})
  void aRefusalSaysWhatToDo(int rcode) {
    var server = servers.start(takes(rcode, zone("@ NS ns1")));

    assertThat(failure(at(server)))
        .returns("DNSNotAuthorized", DnsFailure::type)
        .hasMessage(
            "%s answers %s to an update of %s. Allow it there, or name a key in tsig.",
            server.ip(), Rcode.string(rcode), RECORD.name());
  }

  @Test
  void anyOtherCodeIsTold() {
    var server = servers.start(takes(Rcode.NOTIMP, zone("@ NS ns1")));

    assertThat(failure(at(server)))
        .returns("DNSRefused", DnsFailure::type)
        .hasMessage(
            "%s answers NOTIMP to an update of %s. See its log.", server.ip(), RECORD.name());
  }

  @Test
  void anAnswerWithoutASignatureIsNotBelieved() {
    var server = servers.start(takes(Rcode.NOERROR, zone("@ NS ns1")));

    assertThat(failure(signing(server)))
        .returns("DNSNotAuthentic", DnsFailure::type)
        .hasMessage(
            "%s has not signed its answer with key key; somebody else may have answered.",
            server.ip());
  }

  @Test
  void aSilentServerIsToldAfterOneQuestion() {
    var server = servers.start();

    assertThat(failure(at(server)))
        .returns("DNSTimedOut", DnsFailure::type)
        .hasMessage("%s does not answer within 3 s.", server.ip());
    assertThat(server.queries())
        .extracting(FakeNameServer.Query::name, FakeNameServer.Query::transport)
        .containsExactly(
            tuple(RECORD.name(), Transport.UDP),
            tuple(RECORD.name(), Transport.UDP),
            tuple(RECORD.name(), Transport.TCP));
  }

  @Test
  void anUpdateThatIsLostIsSentAgain() {
    var zone = takes(Rcode.NOERROR, zone("@ NS ns1"));
    var server = servers.start(zone.but("example.com", Type.SOA, zone.butLosing(1, Transport.UDP)));

    updates.add(at(server), RECORD);

    assertThat(server.queries()).filteredOn(query -> query.name().equals("example.com")).hasSize(2);
  }

  /** RFC 2136 section 3.4.2.2: the server would leave it out, and answer NOERROR. */
  @Test
  void aValueIsAddedOnlyWhereNoCnameIs() {
    var seen = new ConcurrentLinkedQueue<Message>();
    var server = servers.start(takes(Rcode.NOERROR, zone("@ NS ns1")).watched(seen));

    updates.add(at(server), RECORD);
    updates.remove(at(server), RECORD);

    assertThat(seen)
        .extracting(DnsUpdatesTest::prerequisites)
        .containsExactly(List.of(RECORD.name() + ". CNAME NONE"), List.of());
  }

  private static List<String> prerequisites(Message update) {
    return update.getSection(Section.PREREQ).stream()
        .map(record ->
            "%s %s %s"
                .formatted(
                    record.getName(),
                    Type.string(record.getType()),
                    DClass.string(record.getDClass())))
        .toList();
  }

  @Test
  void aCnameInTheWayIsToldWithWhatToDo() {
    var server = servers.start(takes(Rcode.YXRRSET, zone("@ NS ns1")));

    assertThat(failure(at(server)))
        .returns("CNAMEInTheWay", DnsFailure::type)
        .hasMessage(
            "%s has a CNAME at %s, beside which no TXT record can stand. Remove it, or name where it leads to as the domain's challengeRecord.",
            server.ip(), RECORD.name());
  }

  private static UpdateServer named(FakeNameServer server) {
    return new UpdateServer(
        "ns1.example.com",
        server.address().getPort(),
        Optional.empty(),
        Duration.ofSeconds(60),
        UpdateServer.Transport.UDP);
  }

  private static DnsUpdates where(InetAddress... addresses) {
    return new DnsUpdates(
        InstantSource.system(), new HostAddresses(_ -> addresses, Duration.ofSeconds(5)));
  }

  @Test
  void theNextAddressIsTriedWhereOneIsSilent() {
    var server = servers.start(takes(Rcode.NOERROR, zone("@ NS ns1")));

    where(Loopback.random(), server.address().getAddress()).add(named(server), RECORD);

    assertThat(server.queries()).hasSize(2);
  }

  @Test
  void theNextAddressIsNotTriedWhereOneRefuses() {
    var server = servers.start(takes(Rcode.REFUSED, zone("@ NS ns1")));
    var address = server.address().getAddress();

    assertThatThrownBy(() -> where(address, address).add(named(server), RECORD))
        .asInstanceOf(type(DnsFailure.class))
        .returns("DNSNotAuthorized", DnsFailure::type);
    assertThat(server.queries()).hasSize(2);
  }

  @Test
  void allAddressesThatAreSilentAreTold() {
    var one = Loopback.random();
    var other = Loopback.random();
    var gone = servers.start();
    gone.close();

    assertThatThrownBy(() -> where(one, other).add(named(gone), RECORD))
        .hasMessage(
            "ns1.example.com (%s) cannot be reached, ns1.example.com (%s) cannot be reached.",
            one.getHostAddress(), other.getHostAddress());
  }

  @Test
  void aServerThatIsSilentToUpdatesIsTold() {
    var zone = zone("@ NS ns1");
    var server =
        servers.start((query, transport) ->
            Optional.of(query)
                .filter(it -> it.getHeader().getOpcode() == Opcode.QUERY)
                .flatMap(it -> zone.answer(it, transport)));

    assertThat(failure(at(server))).hasMessage("%s does not answer within 3 s.", server.ip());
  }

  @Test
  void aHostThatDoesNotResolveIsTold() {
    var server =
        new UpdateServer(
            "ns1.invalid",
            53,
            Optional.empty(),
            Duration.ofSeconds(60),
            UpdateServer.Transport.UDP);

    assertThat(failure(server)).hasMessage("The name server ns1.invalid has no address.");
  }

  @Test
  void aNameWithoutAnEndIsGivenUp() {
    var server = servers.start(Answers.code(Rcode.REFUSED));
    var record = new TxtRecord("a.".repeat(100) + "example.com", "value");

    assertThatThrownBy(() -> updates.remove(at(server), record))
        .asInstanceOf(type(DnsFailure.class))
        .returns("DNSZoneNotFound", DnsFailure::type);
    assertThat(server.queries()).hasSize(64);
  }

  @Test
  void aKeyIsNotPrinted() {
    var key = new TsigKey("key", "hmac-sha256", new SecretKeySpec(new byte[] {65, 66}, "HMAC"));

    assertThat(key).hasToString("TsigKey[key, hmac-sha256]");
  }
}
