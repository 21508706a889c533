package dev.nodecert.operator.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.dns.RecordLocation.Server;
import dev.nodecert.operator.dns.ServerSelection.Candidate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServerSelectionTest {

  private static Candidate candidate(String host, String... addresses) {
    return new Candidate(host, Stream.of(addresses).map(ServerSelectionTest::at).toList());
  }

  private static InetSocketAddress at(String literal) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), 53);
  }

  private static ServerSelection of(Candidate... candidates) {
    return ServerSelection.of(List.of(candidates), List.of());
  }

  private static List<String> shown(ServerSelection selection) {
    return selection.servers().stream().map(Server::toString).toList();
  }

  @Test
  void eachHasItsFirstAddressBeforeAnyHasItsSecond() {
    assertThat(shown(of(candidate("a", "192.0.2.1", "192.0.2.2"), candidate("b", "192.0.2.3"))))
        .containsExactly("a (192.0.2.1)", "b (192.0.2.3)", "a (192.0.2.2)");
  }

  @Test
  void familiesAreMixedBeforeTheyAreLimited() {
    var selection =
        of(
            candidate(
                "a",
                "192.0.2.1",
                "192.0.2.2",
                "192.0.2.3",
                "192.0.2.4",
                "192.0.2.5",
                "2001:db8::1"));

    assertThat(shown(selection))
        .containsExactly(
            "a (192.0.2.1)", "a (2001:db8:0:0:0:0:0:1)", "a (192.0.2.2)", "a (192.0.2.3)");
    assertThat(selection.notAsked()).containsExactly("a (192.0.2.4)", "a (192.0.2.5)");
  }

  @Test
  void anAddressThatIsGivenTwiceIsAskedOnce() {
    assertThat(shown(of(candidate("a", "192.0.2.1", "192.0.2.1"))))
        .containsExactly("a (192.0.2.1)");
  }

  /** 13 names with 4 addresses each would be 104 queries. */
  @Test
  void everyServerIsAskedWhereNotAllAddressesCanBe() {
    var candidates =
        IntStream.rangeClosed(1, 13)
            .mapToObj(i ->
                candidate(
                    "ns%d".formatted(i),
                    "192.0.2.%d".formatted(i),
                    "198.51.100.%d".formatted(i),
                    "203.0.113.%d".formatted(i),
                    "2001:db8::%d".formatted(i)))
            .toList();

    var selection = ServerSelection.of(candidates, List.of());

    assertThat(selection.servers()).hasSize(32);
    assertThat(selection.servers().stream().map(Server::host).distinct()).hasSize(13);
    assertThat(selection.notAsked()).hasSize(20).first().isEqualTo("ns7 (198.51.100.7)");
  }

  @Test
  void whoIsNotAskedAtAllIsToldFirst() {
    var selection =
        ServerSelection.of(
            List.of(
                candidate("a", "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5"),
                candidate("b")),
            List.of("n"));

    assertThat(selection.notAsked())
        .containsExactly(
            "n (one of more than 13)", "b (no address that may be asked)", "a (192.0.2.5)");
  }
}
