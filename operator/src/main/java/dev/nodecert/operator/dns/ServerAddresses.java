package dev.nodecert.operator.dns;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which addresses of a zone's name servers are asked. A zone may say anything: a special address
 * (RFC 6890) inside this machine or link is only asked where the admin has named it.
 */
final class ServerAddresses {

  private static final int NAT64 = 0x0064_ff9b;
  private static final int SIX_TO_FOUR = 0x2002;

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
                .filter(_ -> !isSpecial(address) && reachable.test(address)));
  }

  static boolean isSpecial(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || isReserved(address);
  }

  private static boolean isReserved(InetAddress address) {
    return address instanceof Inet6Address ipv6
        ? isReservedIPv6(ipv6)
        : isReservedIPv4(address.getAddress());
  }

  /** 0/8 is this network, 240/4 is reserved and has the broadcast address in it. */
  private static boolean isReservedIPv4(byte[] address) {
    var first = address[0] & 0xff;
    return first == 0 || first >= 240;
  }

  /** An IPv4 address within leads there. fec0::/10 is of a site that is no more (RFC 3879). */
  private static boolean isReservedIPv6(Inet6Address address) {
    return address.isIPv4CompatibleAddress()
        || address.isSiteLocalAddress()
        || embedded(address).filter(ServerAddresses::isSpecial).isPresent();
  }

  /** The IPv4 address in one of NAT64 (RFC 6052 section 2.1) or 6to4 (RFC 3056 section 2). */
  private static Optional<InetAddress> embedded(Inet6Address address) {
    var bytes = address.getAddress();
    var start = ByteBuffer.wrap(bytes).getInt();
    if (start == NAT64) {
      return Optional.of(ipv4(bytes, 12));
    }
    return start >>> 16 == SIX_TO_FOUR ? Optional.of(ipv4(bytes, 2)) : Optional.empty();
  }

  private static InetAddress ipv4(byte[] bytes, int offset) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
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
