package dev.nodecert.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.ip.IpAddress;
import dev.nodecert.operator.ip.IpRange;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointAddressesTest {

  @ParameterizedTest
  @ValueSource(strings = {"10.244.0.7", "192.168.1.1", "203.0.113.9", "fd00::7", "2001:db8::7"})
  void addressesOfPodsAndNodesArePermitted(String address) {
    assertThat(new EndpointAddresses().permit(ip(address))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.0/8",
    "169.254.169.254, 169.254.169.254/32",
    "0.0.0.0, 0.0.0.0/32",
    "224.0.0.1, 224.0.0.0/4",
    "255.255.255.255, 240.0.0.0/4",
    "::1, ::1/128",
    "fe80::1, fe80::/10",
    "64:ff9b::169.254.169.254, 64:ff9b::/96",
  })
  void specialOnesOnlyWhereTheAdminNamesThem(String address, String range) {
    var named = IpRange.parse(range).orElseThrow();

    assertThat(new EndpointAddresses().permit(ip(address))).isFalse();
    assertThat(new EndpointAddresses(List.of(named)).permit(ip(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"::ffff:127.0.0.1", "::ffff:169.254.169.254"})
  void anIPv4AddressInIPv6sClothesIsThat(String address) {
    assertThat(new EndpointAddresses().permit(ip(address))).isFalse();
  }

  private static IpAddress ip(String address) {
    return IpAddress.parse(address).orElseThrow();
  }
}
