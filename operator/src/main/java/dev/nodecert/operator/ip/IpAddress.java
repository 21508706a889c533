package dev.nodecert.operator.ip;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IPv4 or IPv6 address, as its bytes in network order. */
public final class IpAddress {

  /** What the JDK would take for an address besides is none: 127.1, or a number alone. */
  private static final Pattern LITERAL =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

  private static final int IPV4_BYTES = 4;
  private static final int GROUPS = 8;
  private static final int SHORTEST_RUN = 2;

  private final byte[] bytes;

  private IpAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads an address without prefix, zone or brackets; empty where the text is none. */
  public static Optional<IpAddress> parse(String text) {
    if (!LITERAL.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new IpAddress(InetAddress.ofLiteral(text).getAddress()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The text itself, or where it is an address, that as RFC 5952 writes it. */
  public static String canonical(String text) {
    return parse(text).map(IpAddress::toString).orElse(text);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** The address as RFC 5952 section 4 writes it. */
  @Override
  public String toString() {
    return bytes.length == IPV4_BYTES ? dotted() : grouped();
  }

  private String dotted() {
    return "%d.%d.%d.%d"
        .formatted(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff, bytes[3] & 0xff);
  }

  private String grouped() {
    int start = 0;
    int length = 0;
    for (int i = 0; i < GROUPS; i++) {
      int zeros = zerosFrom(i);
      if (zeros > length) {
        start = i;
        length = zeros;
      }
    }
    return length < SHORTEST_RUN
        ? groups(0, GROUPS)
        : groups(0, start) + "::" + groups(start + length, GROUPS);
  }

  private int zerosFrom(int first) {
    int end = first;
    while (end < GROUPS && group(end) == 0) {
      end++;
    }
    return end - first;
  }

  private String groups(int first, int end) {
    var text = new StringBuilder();
    for (int i = first; i < end; i++) {
      text.append(i == first ? "" : ":").append(Integer.toHexString(group(i)));
    }
    return text.toString();
  }

  private int group(int index) {
    return ((bytes[2 * index] & 0xff) << Byte.SIZE) | (bytes[2 * index + 1] & 0xff);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
