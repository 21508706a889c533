package dev.nodecert.operator.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecert.operator.dns.DnsChannel.Transport;
import dev.nodecert.operator.dns.RecordLocation.Server;
import dev.nodecert.operator.dns.Reply.Answer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Of answers that have all addresses with them. */
class ZoneServersTest {

  private static final Name ZONE = DnsNames.name("example.com");

  private static ServerSelection selection(Stream<String> lines, Predicate<InetAddress> reachable) {
    var query = Message.newQuery(Record.newRecord(ZONE, Type.NS, DClass.IN));
    var answer =
        FakeZone.named("example.com", lines.toArray(String[]::new)).answer(query, Transport.TCP);
    var nobody = new Resolvers(new Questions(), List.of());
    return new ZoneServers(nobody, new ServerAddresses(List.of(), reachable))
        .of(ZONE, new Answer(answer.orElseThrow()));
  }

  private static List<Server> servers(Stream<String> lines, Predicate<InetAddress> reachable) {
    return selection(lines, reachable).servers();
  }

  private static List<Server> servers(String... lines) {
    return servers(Stream.of(lines), _ -> true);
  }

  @Test
  void ofManyThirteenAreAsked() {
    var lines =
        IntStream.rangeClosed(1, 20)
            .boxed()
            .flatMap(i -> Stream.of("@ NS ns%d".formatted(i), "ns%d A 192.0.2.%<d".formatted(i)));

    var selection = selection(lines, _ -> true);

    assertThat(selection.servers()).hasSize(13);
    assertThat(selection.notAsked())
        .hasSize(7)
        .first()
        .isEqualTo("ns3.example.com (one of more than 13)");
  }

  @Test
  void ofManyAddressesFourAreAsked() {
    assertThat(
            servers(
                "@ NS ns1",
                "ns1 A 192.0.2.1",
                "ns1 A 192.0.2.2",
                "ns1 A 192.0.2.3",
                "ns1 AAAA 2001:db8::1",
                "ns1 AAAA 2001:db8::2"))
        .hasSize(4);
  }

  @Test
  void aSpecialAddressTakesNoOthersPlace() {
    assertThat(
            servers(
                "@ NS ns1",
                "ns1 A 127.0.0.1",
                "ns1 A 127.0.0.2",
                "ns1 A 127.0.0.3",
                "ns1 A 127.0.0.4",
                "ns1 AAAA 2001:db8::1"))
        .extracting(server -> server.address().getAddress().getHostAddress())
        .containsExactly("2001:db8:0:0:0:0:0:1");
  }

  @Test
  void anAddressThatTheMachineHasNoWayToIsNotAsked() {
    var lines = Stream.of("@ NS ns1", "ns1 A 192.0.2.1", "ns1 AAAA 2001:db8::1");

    assertThat(servers(lines, Inet4Address.class::isInstance))
        .extracting(Server::toString)
        .containsExactly("ns1.example.com (192.0.2.1)");
  }

  @Test
  void aServerWithNoOtherAddressesIsTold() {
    var lines = Stream.of("@ NS ns1", "ns1 A 192.0.2.1", "@ NS ns2", "ns2 AAAA 2001:db8::1");

    assertThat(selection(lines, Inet4Address.class::isInstance).notAsked())
        .containsExactly("ns2.example.com (no address that may be asked)");
  }

  @Test
  void oneWithAStrangeNameIsNotAsked() {
    assertThat(
            servers(
                "@ NS a\\.b",
                "a\\.b A 192.0.2.1",
                "@ NS a\\007",
                "a\\007 A 192.0.2.2",
                "@ NS ns1",
                "ns1 A 192.0.2.3"))
        .extracting(Server::host)
        .containsExactly("ns1.example.com");
  }

  @Test
  void noneIsTold() {
    assertThatThrownBy(() -> servers("@ NS ns1", "ns1 A 127.0.0.1"))
        .isInstanceOf(DnsFailure.class)
        .hasMessage(
            "None of the name servers of zone example.com has an address that may be asked. Where it is a special one, name it in the plugin's propagation.nameServers.");
  }
}
