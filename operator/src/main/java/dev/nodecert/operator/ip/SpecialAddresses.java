package dev.nodecert.operator.ip;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The addresses that lead to this machine, to its link, to many or to nobody (RFC 6890). Where an
 * address comes from somebody else they are not spoken to: behind them are things that trust
 * whoever can reach them.
 */
public final class SpecialAddresses {

  private static final int NAT64 = 0x0064_ff9b;
  private static final int SIX_TO_FOUR = 0x2002;

  private SpecialAddresses() {}

  /** Whether an address is such a one, or an IPv6 one that leads to such an IPv4 one. */
  public static boolean isSpecial(InetAddress address) {
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
        || embedded(address).filter(SpecialAddresses::isSpecial).isPresent();
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
}
