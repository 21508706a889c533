package dev.nodecert.operator.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** IPv4 and IPv6, of which a machine may have no way to one. */
final class AddressFamilies {

  private AddressFamilies() {}

  /** One of the first address's family, one of the other, and so on; their order else stays. */
  static List<InetSocketAddress> inTurn(List<InetSocketAddress> addresses) {
    if (addresses.isEmpty()) {
      return List.of();
    }
    var family = addresses.getFirst().getAddress().getClass();
    var ofFirst = addresses.stream().filter(it -> isOf(family, it)).toList();
    var ofOther = addresses.stream().filter(it -> !isOf(family, it)).toList();
    return IntStream.range(0, addresses.size())
        .boxed()
        .flatMap(i -> Stream.of(ofFirst, ofOther).flatMap(list -> list.stream().skip(i).limit(1)))
        .toList();
  }

  private static boolean isOf(Class<? extends InetAddress> family, InetSocketAddress address) {
    return family.isInstance(address.getAddress());
  }
}
