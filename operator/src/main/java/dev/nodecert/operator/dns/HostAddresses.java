package dev.nodecert.operator.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Where the hosts are that an admin has named, as the machine knows them: by its resolvers, {@code
 * /etc/hosts} and search list.
 */
record HostAddresses(LookUp lookUp, Duration patience) {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MAX_ADDRESSES = 4;

  /** A look-up that may take as long as it wants to. */
  @FunctionalInterface
  interface LookUp {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  static HostAddresses ofMachine() {
    return new HostAddresses(InetAddress::getAllByName, PATIENCE);
  }

  /**
   * Its addresses, four at the most, of both families where it has them; a literal is looked up
   * nowhere.
   *
   * @throws DnsFailure when there is none, or none in time
   */
  List<InetSocketAddress> of(HostPort server) {
    var addresses =
        literal(server.host()).map(Stream::of).orElseGet(() -> Stream.of(lookedUp(server.host())));
    return AddressFamilies.inTurn(
            addresses.map(address -> new InetSocketAddress(address, server.port())).toList())
        .stream()
        .limit(MAX_ADDRESSES)
        .toList();
  }

  private static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** On a thread of the system's own: the C library would hold a carrier of virtual ones. */
  private InetAddress[] lookedUp(String host) {
    var found = new CompletableFuture<InetAddress[]>();
    Thread.ofPlatform().daemon().name("look-up of " + host).start(() -> lookUp(host, found));
    try {
      return found.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new DnsFailure(
          "DNSTimedOut",
          "The machine's resolvers do not tell the address of the name server %s in time."
              .formatted(host));
    } catch (ExecutionException e) {
      throw new DnsFailure(
          "DNSServerNotFound", "The name server %s has no address.".formatted(host));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DnsFailure("DNSInterrupted", "The operator stops.");
    }
  }

  private void lookUp(String host, CompletableFuture<InetAddress[]> found) {
    try {
      found.complete(lookUp.addresses(host));
    } catch (UnknownHostException | RuntimeException e) {
      found.completeExceptionally(e);
    }
  }
}
