package dev.nodecert.operator.ip;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IPv4 or IPv6 address. */
public final class IpAddress {

  /** What the JDK would take for an address besides is none: 127.1, or a number alone. */
  private static final Pattern LITERAL =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

  private final InetAddress address;

  private IpAddress(InetAddress address) {
    this.address = address;
  }

  /** Reads an address without prefix, zone or brackets; empty where the text is none. */
  public static Optional<IpAddress> parse(String text) {
    if (!LITERAL.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new IpAddress(InetAddress.ofLiteral(text)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static IpAddress of(byte[] bytes) {
    try {
      return new IpAddress(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
    }
  }

  /** The text itself, or where it is an address, that as RFC 5952 writes it. */
  public static String canonical(String text) {
    return parse(text).map(IpAddress::toString).orElse(text);
  }

  /** The address as sockets take it; one that is an IPv4 address in IPv6's clothes is that. */
  public InetAddress toInetAddress() {
    return address;
  }

  /** In network order. */
  byte[] bytes() {
    return address.getAddress();
  }

  /** The address as RFC 5952 section 4 writes it. */
  @Override
  public String toString() {
    return InetAddresses.toAddrString(address);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress that && address.equals(that.address);
  }

  @Override
  public int hashCode() {
    return address.hashCode();
  }
}
