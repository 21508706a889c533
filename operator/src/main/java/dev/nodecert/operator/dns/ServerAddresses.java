package dev.nodecert.operator.dns;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses of a zone's name servers are asked. A zone may say anything: a special address
 * (RFC 6890) inside this machine or link is only asked where the admin has named it.
 */
final class ServerAddresses {

  private final List<InetSocketAddress> named;
  private final boolean hasIPv6;

  /** Asks the special addresses, and at the ports, that an admin has named. */
  ServerAddresses(List<InetSocketAddress> named) {
    this.named = List.copyOf(named);
    this.hasIPv6 = hasIPv6();
  }

  /** Where a name server is asked; empty where it is not. */
  Optional<InetSocketAddress> usable(InetAddress address) {
    return named.stream()
        .filter(known -> address.equals(known.getAddress()))
        .findFirst()
        .or(() ->
            Optional.of(new InetSocketAddress(address, NameServers.DNS_PORT))
                .filter(_ -> !isSpecial(address) && isReachable(address)));
  }

  static boolean isSpecial(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || isReserved(address);
  }

  /** 0/8 is this network, 240/4 is reserved and has the broadcast address in it. */
  private static boolean isReserved(InetAddress address) {
    var first = address.getAddress()[0] & 0xff;
    return !(address instanceof Inet6Address) && (first == 0 || first >= 240);
  }

  /** A server that this machine has no way to would look dead. */
  private boolean isReachable(InetAddress address) {
    return hasIPv6 || !(address instanceof Inet6Address);
  }

  private static boolean hasIPv6() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .anyMatch(address -> address instanceof Inet6Address && !isSpecial(address));
    } catch (SocketException e) {
      return false;
    }
  }
}
