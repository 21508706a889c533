package dev.nodecert.operator.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.nodecert.operator.dns.UpdateServer.Transport;
import dev.nodecert.testenv.Bind;
import dev.nodecert.testenv.DnsQuery;
import dev.nodecert.testenv.TsigAlgorithm;
import dev.nodecert.testenv.UpdatePolicy;
import dev.nodecert.testenv.Zone;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dynamic updates in BIND. */
class DnsUpdatesIT {

  private static Bind bind;

  private final DnsUpdates updates = new DnsUpdates(InstantSource.system());

  @BeforeAll
  static void start() {
    bind = Bind.start();
  }

  @AfterAll
  static void stop() {
    bind.close();
  }

  private static TsigKey key(dev.nodecert.testenv.TsigKey key) {
    var secret = Base64.getDecoder().decode(key.secret());
    return new TsigKey(key.name(), key.algorithm().toString(), new SecretKeySpec(secret, "HMAC"));
  }

  private static UpdateServer server(Optional<TsigKey> key, Transport transport) {
    return new UpdateServer(
        bind.address().getHostAddress(), bind.port(), key, Duration.ofSeconds(60), transport);
  }

  private static UpdateServer server() {
    return server(Optional.of(key(bind.tsigKey())), Transport.UDP);
  }

  private static TxtRecord record(String zone, String value) {
    return new TxtRecord("_acme-challenge.pve1." + zone, value);
  }

  private static DnsFailure refusal(DnsUpdates updates, UpdateServer server, String zone) {
    var failure =
        assertThatThrownBy(() -> updates.add(server, record(zone, "value")))
            .asInstanceOf(type(DnsFailure.class))
            .returns("DNSNotAuthorized", DnsFailure::type)
            .actual();
    assertThat(bind.texts(record(zone, "value").name())).isEmpty();
    return failure;
  }

  private DnsFailure refusal(UpdateServer server, String zone) {
    return refusal(updates, server, zone);
  }

  private static String ip() {
    return bind.address().getHostAddress();
  }

  @ParameterizedTest
  @EnumSource
  void aKeyOfEachAlgorithmMayChangeAZone(TsigAlgorithm algorithm) {
    var zone = bind.newZone("example.com");
    var server = server(Optional.of(key(bind.tsigKey(algorithm))), Transport.UDP);

    updates.add(server, record(zone, "value"));
    assertThat(bind.texts("_acme-challenge.pve1." + zone)).containsExactly("value");

    updates.remove(server, record(zone, "value"));
    assertThat(bind.texts("_acme-challenge.pve1." + zone)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void updatesTravelAsTheyAreTold(Transport transport) {
    var zone = bind.newZone("example.com");

    updates.add(server(Optional.of(key(bind.tsigKey())), transport), record(zone, "value"));

    assertThat(bind.queries())
        .filteredOn(query -> query.name().endsWith(zone))
        .extracting(DnsQuery::transport)
        .containsOnly(DnsQuery.Transport.valueOf(transport.name()));
    assertThat(bind.texts("_acme-challenge.pve1." + zone)).containsExactly("value");
  }

  @Test
  void valuesOfANameComeAndGoEachByItself() {
    var zone = bind.newZone("example.com");
    var name = "_acme-challenge.pve1." + zone;

    updates.add(server(), record(zone, "one"));
    updates.add(server(), record(zone, "other"));
    updates.add(server(), record(zone, "other"));
    assertThat(bind.texts(name)).containsExactlyInAnyOrder("one", "other");

    updates.remove(server(), record(zone, "one"));
    updates.remove(server(), record(zone, "one"));
    assertThat(bind.texts(name)).containsExactly("other");
  }

  @Test
  void aServerIsReachedByIPv6() {
    var zone = bind.newZone("example.com");
    assertThat(bind.listenOnIPv6()).startsWith("[::1]:");

    updates.add(
        new UpdateServer(
            "::1",
            bind.port(),
            Optional.of(key(bind.tsigKey())),
            Duration.ofSeconds(60),
            Transport.UDP),
        record(zone, "value"));

    assertThat(bind.texts("_acme-challenge.pve1." + zone)).containsExactly("value");
  }

  @Test
  void anAddressMayBeAllowedInsteadOfAKey() {
    var zone =
        Zone.below("example.com")
            .withUpdates(new UpdatePolicy.From(InetAddress.ofLiteral("127.0.0.1")));
    bind.add(zone);

    updates.add(server(Optional.empty(), Transport.UDP), record(zone.name(), "value"));

    assertThat(bind.texts("_acme-challenge.pve1." + zone.name())).containsExactly("value");
  }

  @Test
  void anotherSecretIsRefused() {
    var algorithm = TsigAlgorithm.HMAC_SHA256;
    var wrong = dev.nodecert.testenv.TsigKey.random(bind.tsigKey().name(), algorithm);

    assertThat(refusal(server(Optional.of(key(wrong)), Transport.UDP), bind.newZone("example.com")))
        .hasMessage("%s has another secret for key %s.", ip(), wrong.name());
  }

  @Test
  void anUnknownKeyIsRefused() {
    var unknown = dev.nodecert.testenv.TsigKey.random("unknown", TsigAlgorithm.HMAC_SHA256);

    assertThat(
            refusal(server(Optional.of(key(unknown)), Transport.UDP), bind.newZone("example.com")))
        .hasMessage("%s does not know key unknown, or not with that algorithm.", ip());
  }

  @Test
  void aKeyWithAnotherAlgorithmIsRefused() {
    var known = key(bind.tsigKey());
    var other = new TsigKey(known.name(), "hmac-sha512", known.secret());

    assertThat(refusal(server(Optional.of(other), Transport.UDP), bind.newZone("example.com")))
        .hasMessage("%s does not know key %s, or not with that algorithm.", ip(), known.name());
  }

  @ParameterizedTest
  @ValueSource(longs = {-600, 600})
  void aClockThatIsWrongIsRefused(long seconds) {
    InstantSource wrong = () -> InstantSource.system().instant().plusSeconds(seconds);

    assertThat(refusal(new DnsUpdates(wrong), server(), bind.newZone("example.com")))
        .hasMessage("%s has another time than the operator: set their clocks.", ip());
  }

  @Test
  void aClockThatIsNearlyRightIsNot() {
    InstantSource nearly = () -> InstantSource.system().instant().plusSeconds(200);
    var zone = bind.newZone("example.com");

    new DnsUpdates(nearly).add(server(), record(zone, "value"));

    assertThat(bind.texts("_acme-challenge.pve1." + zone)).containsExactly("value");
  }

  @Test
  void withoutAKeyAZoneThatWantsOneIsNotChanged() {
    var zone = bind.newZone("example.com");

    assertThat(refusal(server(Optional.empty(), Transport.UDP), zone))
        .hasMessage(
            "%s answers REFUSED to an update of _acme-challenge.pve1.%s. Allow it there, or name a key in tsig.",
            ip(), zone);
  }

  @Test
  void aZoneThatTheKeyMayNotChangeIsNotChanged() {
    var zone = Zone.below("example.com").withUpdates(new UpdatePolicy.Refused());
    bind.add(zone);

    assertThat(refusal(server(), zone.name()))
        .hasMessage(
            "%s answers REFUSED to an update of _acme-challenge.pve1.%s. Allow it there for key %s.",
            ip(), zone.name(), bind.tsigKey().name());
  }

  @Test
  void aCnameInTheWayIsToldAndStays() {
    var zone = bind.newZone("example.com");
    var name = record(zone, "value").name();
    bind.setCname(name, "proof." + zone);

    assertThatThrownBy(() -> updates.add(server(), record(zone, "value")))
        .asInstanceOf(type(DnsFailure.class))
        .returns("CNAMEInTheWay", DnsFailure::type);
    assertThat(new AuthoritativeDns().followCname(name, NameServers.of(List.of(bind.nameServer()))))
        .isEqualTo("proof." + zone);
  }

  @Test
  void aZoneThatIsDelegatedIsNotChangedAbove() {
    var parent = bind.newZone("example.com");
    try (var beside = bind.startBeside(Zone.named("pve1." + parent))) {
      assertThatThrownBy(() -> updates.add(server(), record(parent, "value")))
          .asInstanceOf(type(DnsFailure.class))
          .returns("DNSZoneNotFound", DnsFailure::type)
          .extracting(DnsFailure::message)
          .asString()
          .contains("it has delegated pve1." + parent);
      assertThat(beside.texts("_acme-challenge.pve1." + parent)).isEmpty();
    }
  }
}
