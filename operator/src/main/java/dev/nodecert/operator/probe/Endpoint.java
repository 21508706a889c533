package dev.nodecert.operator.probe;

import dev.nodecert.operator.ip.IpAddress;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** Where a Service leads to. */
public record Endpoint(IpAddress address, int port) {

  InetSocketAddress socketAddress() {
    return new InetSocketAddress(address.toInetAddress(), port);
  }

  /** As a URL would have it (RFC 3986 section 3.2.2). */
  @Override
  public String toString() {
    return (address.toInetAddress() instanceof Inet6Address ? "[%s]:%d" : "%s:%d")
        .formatted(address, port);
  }
}
