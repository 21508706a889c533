package dev.nodecert.operator.ip;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The addresses that begin with the same bits.
 *
 * @param prefixLength how many bits
 */
public record IpRange(IpAddress network, int prefixLength) {

  private static final Pattern CIDR = Pattern.compile("([^/]*)/([0-9]{1,3})");

  /**
   * Reads a range in CIDR notation (RFC 4632 section 3.1, RFC 4291 section 2.3); empty where the
   * text is none.
   */
  public static Optional<IpRange> parse(String text) {
    var parts = CIDR.matcher(text);
    return parts.matches()
        ? IpAddress.parse(parts.group(1))
            .map(network -> new IpRange(network, Integer.parseInt(parts.group(2))))
            .filter(range -> range.prefixLength <= range.network.bytes().length * Byte.SIZE)
        : Optional.empty();
  }

  /** Whether an address begins with the range's bits; one of another family never does. */
  public boolean contains(IpAddress address) {
    var ours = network.bytes();
    var theirs = address.bytes();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit++) {
      if (isSet(ours, bit) != isSet(theirs, bit)) {
        return false;
      }
    }
    return true;
  }

  /** The range in CIDR notation, with no bit set beyond the prefix. */
  public String cidr() {
    var bytes = network.bytes();
    for (int bit = prefixLength; bit < bytes.length * Byte.SIZE; bit++) {
      bytes[bit / Byte.SIZE] &= (byte) ~(1 << (Byte.SIZE - 1 - bit % Byte.SIZE));
    }
    return IpAddress.of(bytes) + "/" + prefixLength;
  }

  private static boolean isSet(byte[] bytes, int bit) {
    return ((bytes[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE)) & 1) == 1;
  }
}
