package dev.nodecert.testenv;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

/** Addresses of 127.0.0.0/8, all of which Linux answers on. */
public final class Loopback {

  private Loopback() {}

  static InetAddress address(int a, int b, int c, int d) {
    try {
      return InetAddress.getByAddress(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
    } catch (UnknownHostException impossible) {
      throw new AssertionError("Four bytes are an address", impossible);
    }
  }

  /** One of four million, so that two servers hardly ever meet. */
  public static InetAddress random() {
    var random = ThreadLocalRandom.current();
    return address(127, random.nextInt(128, 192), random.nextInt(256), random.nextInt(256));
  }
}
