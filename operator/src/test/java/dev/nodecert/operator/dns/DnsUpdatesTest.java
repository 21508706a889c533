package dev.nodecert.operator.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.nodecert.operator.dns.DnsChannel.Transport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
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
    assertThat(server.queries()).hasSize(1);
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
