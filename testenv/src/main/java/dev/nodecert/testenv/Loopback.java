package dev.nodecert.testenv;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

/** Loopback addresses: {@code ::1}, and 127.0.0.0/8, all of which Linux answers on. */
public final class Loopback {

  /** {@code ::1}. */
  static final InetAddress IPV6 = ipv6();

  private Loopback() {}

  private static InetAddress ipv6() {
    var bytes = new byte[16];
    bytes[15] = 1;
    return address(bytes);
  }

  static InetAddress address(int a, int b, int c, int d) {
    return address(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new AssertionError("Four or sixteen bytes are an address", impossible);
    }
  }

  /** One of four million, so that two servers hardly ever meet. */
  public static InetAddress random() {
    var random = ThreadLocalRandom.current();
    return address(127, random.nextInt(128, 192), random.nextInt(256), random.nextInt(256));
  }
}
