package dev.nodecert.operator.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.nodecert.testenv.Bind;
import dev.nodecert.testenv.Loopback;
import dev.nodecert.testenv.Zone;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Zones and their records in BIND. */
class AuthoritativeDnsIT {

  private static final String CHALLENGE = "_acme-challenge.";

  private static Bind bind;

  private final AuthoritativeDns dns = new AuthoritativeDns();

  @BeforeAll
  static void start() {
    bind = Bind.start();
  }

  @AfterAll
  static void stop() {
    bind.close();
  }

  private static NameServers via(Bind... others) {
    return NameServers.of(
        Stream.concat(Stream.of(bind), Stream.of(others)).map(Bind::nameServer).toList());
  }

  private static String host(RecordLocation.Server server) {
    return server.host();
  }

  private Propagation look(RecordLocation location) {
    return dns.look(location, Set.of("value"));
  }

  private void awaitComplete(RecordLocation location) {
    Awaitility.await().until(() -> look(location) instanceof Propagation.Complete);
  }

  private String complaint(RecordLocation location) {
    return look(location) instanceof Propagation.Incomplete(var message) ? message : "";
  }

  @Test
  void aRecordIsSeenOnceItIsThere() {
    var zone = bind.newZone("example.com");
    var location = dns.locate(CHALLENGE + zone, via());
    assertThat(location)
        .isEqualTo(
            new RecordLocation(
                CHALLENGE + zone,
                zone,
                List.of(
                    new RecordLocation.Server(
                        "ns1." + zone, new InetSocketAddress(bind.address(), bind.port()))),
                List.of()));
    assertThat(complaint(location)).endsWith("yet: it says that there is no such name.");

    bind.addText(CHALLENGE + zone, "other");
    assertThat(complaint(location)).endsWith("yet: it has other values there.");

    bind.addText(CHALLENGE + zone, "value");
    assertThat(look(location)).isEqualTo(new Propagation.Complete());
  }

  @Test
  void everySecondaryIsAskedAndALaggardNamed() {
    try (var secondary = bind.startBeside();
        var laggard = bind.startBeside()) {
      var zone = Zone.below("example.com").withSecondary(secondary).withLaggard(laggard);
      bind.add(zone);
      var location = dns.locate(CHALLENGE + zone.name(), via(secondary, laggard));
      assertThat(location.servers())
          .extracting(AuthoritativeDnsIT::host)
          .containsExactlyInAnyOrder(
              "ns1." + zone.name(), "ns2." + zone.name(), "ns3." + zone.name());

      bind.addText(CHALLENGE + zone.name(), "value");

      Awaitility.await()
          .untilAsserted(() ->
              assertThat(complaint(location))
                  .isEqualTo(
                      "ns3.%s (%s) over UDP does not give %s%1$s yet: it says that there is no such name.",
                      zone.name(), laggard.address().getHostAddress(), CHALLENGE));
      laggard.transfer(zone.name());
      awaitComplete(location);
    }
  }

  @Test
  void aDeadSecondaryIsNamed() {
    var dead = Loopback.random();
    var zone = Zone.below("example.com").withNameServer("dead", dead);
    bind.add(zone);
    bind.addText(CHALLENGE + zone.name(), "value");
    var named =
        NameServers.of(
            List.of(bind.nameServer(), "%s:%d".formatted(dead.getHostAddress(), bind.port())));

    assertThat(complaint(dns.locate(CHALLENGE + zone.name(), named)))
        .isEqualTo(
            "dead.%s (%s) over UDP does not give %s%1$s yet: it cannot be reached.",
            zone.name(), dead.getHostAddress(), CHALLENGE);
  }

  @Test
  void aSpecialAddressThatIsNotNamedIsNotAsked() {
    var dead = Loopback.random();
    var zone = Zone.below("example.com").withNameServer("dead", dead);
    bind.add(zone);
    bind.addText(CHALLENGE + zone.name(), "value");

    assertThat(look(dns.locate(CHALLENGE + zone.name(), via())))
        .isEqualTo(new Propagation.Complete());
  }

  @Test
  void aDelegatedZoneIsFoundOnTheServerBeside() {
    var parent = bind.newZone("example.com");
    var child = "child." + parent;
    try (var beside = bind.startBeside(Zone.named(child))) {
      var location = dns.locate(CHALLENGE + child, via(beside));
      assertThat(location.zone()).isEqualTo(child);

      beside.addText(CHALLENGE + child, "value");

      assertThat(look(location)).isEqualTo(new Propagation.Complete());
    }
  }

  @Test
  void cnamesAreFollowed() {
    var zone = bind.newZone("example.com");
    var other = bind.newZone("example.net");
    bind.setCname(CHALLENGE + zone, "one." + zone);
    bind.setCname("one." + zone, "proof." + other);

    assertThat(dns.followCname(CHALLENGE + zone, via())).isEqualTo("proof." + other);
    assertThat(dns.followCname("proof." + other, via())).isEqualTo("proof." + other);
  }

  @Test
  void aCircleOfCnamesIsTold() {
    var zone = bind.newZone("example.com");
    bind.setCname(CHALLENGE + zone, "one." + zone);
    bind.setCname("one." + zone, CHALLENGE + zone);

    assertThatThrownBy(() -> dns.followCname(CHALLENGE + zone, via()))
        .asInstanceOf(type(DnsFailure.class))
        .returns("CNAMELoop", DnsFailure::type);
  }

  /** What it hears too early it would keep, and tell the CA. */
  @Test
  void aResolverIsNeverAskedForTheRecord() {
    var zone = bind.newZone("example.com");
    var record = CHALLENGE + "pve1." + zone;
    try (var resolver = bind.startResolver()) {
      var named = NameServers.of(List.of(resolver.nameServer(), bind.nameServer()));

      assertThat(dns.followCname(record, named)).isEqualTo(record);
      var location = dns.locate(record, named);
      assertThat(complaint(location)).isNotEmpty();
      bind.addText(record, "value");
      assertThat(look(location)).isEqualTo(new Propagation.Complete());

      assertThat(resolver.queries()).isNotEmpty().noneMatch(query -> query.name().equals(record));
      assertThat(resolver.texts(record)).containsExactly("value");
    }
  }
}
