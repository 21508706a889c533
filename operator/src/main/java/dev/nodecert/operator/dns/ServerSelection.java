package dev.nodecert.operator.dns;

import dev.nodecert.operator.dns.RecordLocation.Server;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which servers of a zone are asked, for it may name any number: of each at least one address,
 * before any other has its second.
 *
 * @param notAsked what is left out, and why
 */
record ServerSelection(List<Server> servers, List<String> notAsked) {

  /** As many names as fit into one datagram of old, which is why the root has so many. */
  static final int MAX_HOSTS = 13;

  private static final int MAX_ADDRESSES = 4;

  /** Each is asked over UDP and TCP, and all in one round. */
  private static final int MAX_SERVERS = QueryBudget.MAX / 2;

  /**
   * A name server.
   *
   * @param addresses where it may be asked
   */
  record Candidate(String host, List<InetSocketAddress> addresses) {

    private List<Server> servers() {
      return AddressFamilies.inTurn(addresses.stream().distinct().toList()).stream()
          .map(address -> new Server(host, address))
          .toList();
    }
  }

  /**
   * Those of thirteen name servers.
   *
   * @param others more of them, of which no address is known
   */
  static ServerSelection of(List<Candidate> candidates, List<String> others) {
    var each = candidates.stream().map(Candidate::servers).toList();
    var inTurn = inTurn(each);
    var asked = inTurn.stream().limit(MAX_SERVERS).toList();
    return new ServerSelection(
        asked,
        Stream.of(
                others.stream().map("%s (one of more than 13)"::formatted),
                candidates.stream()
                    .filter(candidate -> candidate.addresses().isEmpty())
                    .map(candidate ->
                        "%s (no address that may be asked)".formatted(candidate.host())),
                inTurn.stream().skip(MAX_SERVERS).map(Server::toString),
                each.stream()
                    .flatMap(servers -> servers.stream().skip(MAX_ADDRESSES))
                    .map(Server::toString))
            .flatMap(notAsked -> notAsked)
            .toList());
  }

  private static List<Server> inTurn(List<List<Server>> each) {
    return IntStream.range(0, MAX_ADDRESSES)
        .boxed()
        .flatMap(i -> each.stream().flatMap(servers -> servers.stream().skip(i).limit(1)))
        .toList();
  }
}
