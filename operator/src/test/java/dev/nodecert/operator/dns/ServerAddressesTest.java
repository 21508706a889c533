package dev.nodecert.operator.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressesTest {

  private static InetAddress ip(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "224.0.0.251",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "fe80::1",
        "fec0::1",
        "ff02::fb",
        "64:ff9b::7f00:1",
        "64:ff9b::169.254.169.254",
        "2002:7f00:1::1"
      })
  void aSpecialAddressIsOnlyAskedWhereItIsNamed(String literal) {
    var named = new InetSocketAddress(ip(literal), 5353);

    assertThat(new ServerAddresses(List.of(), _ -> true).usable(ip(literal))).isEmpty();
    assertThat(new ServerAddresses(List.of(named), _ -> true).usable(ip(literal))).contains(named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.53",
        "10.0.0.53",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "1.0.0.1",
        "223.255.255.1",
        "2001:db8::53",
        "fd00::53",
        "64:ff9b::192.0.2.53",
        "2002:c000:201::1"
      })
  void anyOtherIsAskedAtPort53(String literal) {
    assertThat(new ServerAddresses(List.of(), _ -> true).usable(ip(literal)))
        .contains(new InetSocketAddress(ip(literal), 53));
  }

  @Test
  void aPortThatIsNamedIsThatOfItsAddressOnly() {
    var named = new InetSocketAddress(ip("192.0.2.53"), 5353);
    var addresses = new ServerAddresses(List.of(named), _ -> true);

    assertThat(addresses.usable(ip("192.0.2.53"))).contains(named);
    assertThat(addresses.usable(ip("192.0.2.54")))
        .contains(new InetSocketAddress(ip("192.0.2.54"), 53));
  }

  @Test
  void whatTheMachineHasNoWayToIsOnlyAskedWhereItIsNamed() {
    var named = new InetSocketAddress(ip("2001:db8::53"), 53);
    var addresses = new ServerAddresses(List.of(named), Inet4Address.class::isInstance);

    assertThat(addresses.usable(ip("2001:db8::54"))).isEmpty();
    assertThat(addresses.usable(ip("2001:db8::53"))).contains(named);
  }
}
