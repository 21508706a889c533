package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

class BindIT {

  private static final Duration SOON = Duration.ofSeconds(5);

  private static Bind bind;

  @BeforeAll
  static void start() {
    bind = Bind.start();
  }

  @AfterAll
  static void stop() {
    bind.close();
  }

  private static String challenge(String zone) {
    return "_acme-challenge." + zone;
  }

  private static Message textOf(String zone) {
    var update = new Update(DnsClient.name(zone));
    update.add(new TXTRecord(DnsClient.name(challenge(zone)), DClass.IN, 60, "value"));
    return update;
  }

  private static SimpleResolver resolver(InetSocketAddress server) {
    return new SimpleResolver(server);
  }

  private static InetSocketAddress at(InetAddress address) {
    return new InetSocketAddress(address, bind.port());
  }

  @Test
  void valuesOfANameComeAndGoEachByItself() {
    var name = challenge(bind.newZone("example.com"));

    bind.addText(name, "one");
    bind.addText(name, "other");
    assertThat(bind.texts(name)).containsExactlyInAnyOrder("one", "other");

    bind.removeText(name, "one");
    assertThat(bind.texts(name)).containsExactly("other");
  }

  @ParameterizedTest
  @EnumSource
  void updatesAreSignedByAKeyOfEachAlgorithm(TsigAlgorithm algorithm) throws Exception {
    var zone = bind.newZone("example.com");
    var server = resolver(at(bind.address()));

    server.setTSIGKey(TsigKey.random(bind.tsigKey(algorithm).name(), algorithm).signer());
    assertThat(server.send(textOf(zone)).getRcode()).isEqualTo(Rcode.NOTAUTH);
    assertThat(bind.texts(challenge(zone))).isEmpty();

    server.setTSIGKey(bind.tsigKey(algorithm).signer());
    assertThat(server.send(textOf(zone)).getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(bind.texts(challenge(zone))).containsExactly("value");
  }

  @Test
  void anAddressMayBeAllowedInsteadOfAKey() throws Exception {
    var address = Loopback.random();
    var zone = Zone.below("example.com").withUpdates(new UpdatePolicy.From(address));
    bind.add(zone);
    var server = resolver(at(bind.address()));

    assertThat(server.send(textOf(zone.name())).getRcode()).isEqualTo(Rcode.REFUSED);

    server.setLocalAddress(new InetSocketAddress(address, 0));
    assertThat(server.send(textOf(zone.name())).getRcode()).isEqualTo(Rcode.NOERROR);
    server.setTCP(true);
    assertThat(server.send(textOf(zone.name())).getRcode()).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void aZoneMayBeChangedByNobody() throws Exception {
    var zone = Zone.below("example.com").withUpdates(new UpdatePolicy.Refused());
    bind.add(zone);
    var server = resolver(at(bind.address()));

    server.setTSIGKey(bind.tsigKey().signer());

    assertThat(server.send(textOf(zone.name())).getRcode()).isEqualTo(Rcode.REFUSED);
  }

  @Test
  void aSecondaryIsToldOfChangesAndALaggardIsNot() {
    try (var secondary = bind.startBeside();
        var laggard = bind.startBeside()) {
      var zone = Zone.below("example.com").withSecondary(secondary).withLaggard(laggard);
      bind.add(zone);

      bind.addText(challenge(zone.name()), "value");

      await().atMost(SOON).until(() -> secondary.texts(challenge(zone.name())).size() == 1);
      assertThat(laggard.texts(challenge(zone.name()))).isEmpty();
      laggard.transfer(zone.name());
      await().atMost(SOON).until(() -> laggard.texts(challenge(zone.name())).size() == 1);
    }
  }

  @Test
  void aZoneBesideIsDelegated() {
    var parent = bind.newZone("example.com");
    try (var beside = bind.startBeside(Zone.named("child." + parent));
        var resolver = bind.startResolver()) {
      var name = challenge("child." + parent);
      beside.addText(name, "value");

      assertThat(bind.texts(name)).containsExactly("value");
      assertThat(resolver.texts(name)).containsExactly("value");
    }
  }

  @Test
  void aResolverRemembersThatANameIsNotThere() {
    try (var resolver = bind.startResolver()) {
      var name = challenge(bind.newZone("example.com"));

      assertThat(resolver.texts(name)).isEmpty();
      bind.addText(name, "value");

      assertThat(resolver.texts(name)).isEmpty();
    }
  }

  @Test
  void aNameServerNeedNotExist() throws Exception {
    var dead = Loopback.random();
    var zone = Zone.below("example.com").withNameServer("dead", dead);

    bind.add(zone);

    assertThat(new DnsClient(at(bind.address())).addresses("dead." + zone.name()))
        .containsExactly(dead);
  }

  @Test
  void answersByIPv6() throws Exception {
    var zone = bind.newZone("example.com");
    assertThat(bind.listenOnIPv6()).isEqualTo("[::1]:" + bind.port());
    assertThat(bind.listenOnIPv6()).isEqualTo("[::1]:" + bind.port());
    var server = resolver(at(Loopback.IPV6));
    server.setTSIGKey(bind.tsigKey().signer());

    assertThat(server.send(textOf(zone)).getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(bind.texts(challenge(zone))).containsExactly("value");
  }

  @Test
  void nsupdateChangesIt(@TempDir Path directory) throws Exception {
    var zone = bind.newZone("example.com");
    var key = Files.writeString(directory.resolve("key"), bind.tsigKey().statement());
    var commands =
        Files.writeString(
            directory.resolve("commands"),
            "server %s %d\nupdate add %s 60 TXT \"value\"\nsend\n"
                .formatted(bind.address().getHostAddress(), bind.port(), challenge(zone)));
    var program = bind.nsupdateFolder().resolve("nsupdate").toString();

    new Tool(List.of(program, "-k", key.toString(), commands.toString()), Map.of()).run();

    assertThat(bind.texts(challenge(zone))).containsExactly("value");
  }

  @Test
  void recordsWhatItIsAsked() throws Exception {
    var name = challenge(bind.newZone("example.com"));
    var byTcp = resolver(at(bind.address()));
    byTcp.setTCP(true);

    bind.texts(name);
    byTcp.send(Message.newQuery(Record.newRecord(DnsClient.name(name), Type.TXT, DClass.IN)));

    assertThat(bind.queries())
        .filteredOn(it -> it.name().equals(name))
        .containsExactly(
            new DnsQuery(name, "TXT", DnsQuery.Transport.UDP),
            new DnsQuery(name, "TXT", DnsQuery.Transport.TCP));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsDoneAtARelayMayGoUnanswered(boolean tcp) throws Exception {
    var zone = bind.newZone("example.com");
    try (var relay = bind.startRelay()) {
      var server = resolver(at(relay.address()));
      server.setTCP(tcp);
      server.setTSIGKey(bind.tsigKey().signer());
      server.setTimeout(Duration.ofMillis(200));

      relay.follow(faultOf(DnsMessageKind.ADDITION, DnsFault.LOST));
      assertThatIOException().isThrownBy(() -> server.send(textOf(zone)));
      assertThat(bind.texts(challenge(zone))).isEmpty();

      relay.follow(faultOf(DnsMessageKind.ADDITION, DnsFault.ANSWER_LOST));
      assertThatIOException().isThrownBy(() -> server.send(textOf(zone)));
      await().atMost(SOON).until(() -> bind.texts(challenge(zone)).size() == 1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRelayMayAnswerInPlaceOfTheServer(boolean tcp) throws Exception {
    var zone = bind.newZone("example.com");
    try (var relay = bind.startRelay()) {
      var server = resolver(at(relay.address()));
      server.setTCP(tcp);
      server.setTSIGKey(bind.tsigKey().signer());

      relay.follow(faultOf(DnsMessageKind.ADDITION, DnsFault.SERVFAIL));
      assertThat(server.send(textOf(zone)).getRcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(bind.texts(challenge(zone))).isEmpty();

      relay.follow(faultOf(DnsMessageKind.REMOVAL, DnsFault.SERVFAIL));
      assertThat(server.send(textOf(zone)).getRcode()).isEqualTo(Rcode.NOERROR);
      assertThat(bind.texts(challenge(zone))).containsExactly("value");
    }
  }

  private static DnsFaultPlan faultOf(DnsMessageKind kind, DnsFault fault) {
    return message -> Optional.of(fault).filter(_ -> message == kind);
  }

  @Test
  void aZoneThatIsNoneIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> bind.add(Zone.below("example.com").withRecord("@ MX")))
        .withMessageContaining("'addzone' failed: unexpected end of input");
  }
}
