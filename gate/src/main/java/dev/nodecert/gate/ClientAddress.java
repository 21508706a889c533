package dev.nodecert.gate;

import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Who asks: an IPv4 address, or the /64 of an IPv6 address, for anyone has so many of those. */
record ClientAddress(String key) {

  private static final ClientAddress UNKNOWN = new ClientAddress("unknown");
  private static final int PREFIX_BYTES = 8;

  /**
   * The last address of {@code X-Forwarded-For} is what our own nginx added; what stands before it
   * the client may have written. Without it, the peer.
   */
  static ClientAddress of(List<String> forwardedFor, InetAddress peer) {
    if (forwardedFor.isEmpty()) {
      return of(peer);
    }
    var last = forwardedFor.getLast();
    var text = last.substring(last.lastIndexOf(',') + 1).strip();
    return InetAddresses.isInetAddress(text) ? of(InetAddresses.forString(text)) : UNKNOWN;
  }

  private static ClientAddress of(InetAddress address) {
    if (address instanceof Inet6Address) {
      var prefix = Arrays.copyOf(address.getAddress(), PREFIX_BYTES);
      var network = Arrays.copyOf(prefix, 2 * PREFIX_BYTES);
      return new ClientAddress(InetAddresses.toAddrString(address(network)) + "/64");
    }
    return new ClientAddress(InetAddresses.toAddrString(address));
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are an address", e);
    }
  }
}
