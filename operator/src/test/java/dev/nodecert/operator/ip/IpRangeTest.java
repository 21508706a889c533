package dev.nodecert.operator.ip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangeTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24,    192.0.2.255,   true",
    "192.0.2.0/24,    192.0.3.0,     false",
    "192.0.2.128/25,  192.0.2.127,   false",
    "192.0.2.128/25,  192.0.2.128,   true",
    "192.0.2.7/32,    192.0.2.7,     true",
    "192.0.2.7/32,    192.0.2.6,     false",
    "0.0.0.0/0,       255.255.255.255, true",
    "0.0.0.0/0,       ::1,           false",
    "::/0,            192.0.2.7,     false",
    "2001:db8::/32,   2001:db8:ffff::1, true",
    "2001:db8::/32,   2001:db9::,    false",
    "2001:db8::7/128, 2001:db8::7,   true",
  })
  void aRangeHasTheAddressesThatBeginLikeIt(String range, String address, boolean contained) {
    assertThat(IpRange.parse(range).orElseThrow().contains(IpAddress.parse(address).orElseThrow()))
        .isEqualTo(contained);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7/24,    192.0.2.0/24",
    "192.0.2.255/25,  192.0.2.128/25",
    "192.0.2.7/32,    192.0.2.7/32",
    "192.0.2.7/0,     0.0.0.0/0",
    "2001:DB8::1/32,  2001:db8::/32",
  })
  void aRangeIsWrittenWithoutBitsBeyondItsPrefix(String range, String cidr) {
    assertThat(IpRange.parse(range).orElseThrow().cidr()).isEqualTo(cidr);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "192.0.2.0", "192.0.2.0/", "192.0.2.0/33", "192.0.2.0/-1", "::/129", "x/8"})
  void anythingElseIsNoRange(String text) {
    assertThat(IpRange.parse(text)).isEmpty();
  }
}
