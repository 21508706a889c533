package dev.nodecert.operator.dns;

import dev.nodecert.operator.ip.SpecialAddresses;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which addresses of a zone's name servers are asked. A zone may say anything: a special address
 * (RFC 6890) inside this machine or link is only asked where the admin has named it.
 */
final class ServerAddresses {

  private final List<InetSocketAddress> named;
  private final Predicate<InetAddress> reachable;

  /** Asks no special addresses. */
  ServerAddresses() {
    this(List.of());
  }

  /** Asks the special addresses, and at the ports, that an admin has named. */
  ServerAddresses(List<InetSocketAddress> named) {
    this(named, hasIPv6() ? _ -> true : Inet4Address.class::isInstance);
  }

  /**
   * Asks special addresses that an admin has named.
   *
   * @param reachable what this machine has a way to: any other server would look dead
   */
  ServerAddresses(List<InetSocketAddress> named, Predicate<InetAddress> reachable) {
    this.named = List.copyOf(named);
    this.reachable = reachable;
  }

  /** Where a name server is asked; empty where it is not. */
  Optional<InetSocketAddress> usable(InetAddress address) {
    return named.stream()
        .filter(known -> address.equals(known.getAddress()))
        .findFirst()
        .or(() ->
            Optional.of(new InetSocketAddress(address, HostPort.DNS_PORT))
                .filter(_ -> !SpecialAddresses.isSpecial(address) && reachable.test(address)));
  }

  private static boolean hasIPv6() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .anyMatch(
              address -> address instanceof Inet6Address && !SpecialAddresses.isSpecial(address));
    } catch (SocketException e) {
      return false;
    }
  }
}
