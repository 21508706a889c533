package dev.nodecert.operator.ip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  /** RFC 5952 section 4, rule by rule. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.7,                    192.0.2.7",
    "0.0.0.255,                    0.0.0.255",
    "2001:db8:0:0:0:0:0:7,         2001:db8::7",
    "2001:0DB8::00AB,              2001:db8::ab",
    "2001:db8:0:1:1:1:1:1,         2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1,           2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1,         2001:db8::1:0:0:1",
    "0:0:0:0:0:0:0:0,              ::",
    "0:0:0:0:0:0:0:1,              ::1",
    "fe80:0:0:0:0:0:0:0,           fe80::",
    "64:ff9b::192.0.2.33,          64:ff9b::c000:221",
  })
  void anAddressIsWrittenInOneWay(String text, String canonical) {
    assertThat(IpAddress.parse(text)).map(IpAddress::toString).hasValue(canonical);
    assertThat(IpAddress.canonical(text)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "127.1",
        "192.0.2",
        "192.0.2.256",
        "192.0.2.7/32",
        "192.0.2.7:80",
        "[::1]",
        "fe80::1%eth0",
        "::1/128",
        ":::",
        "1:2:3:4:5:6:7:8:9",
        "pve1.example.com",
        "a.b.c.d"
      })
  void anythingElseIsNoAddress(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
    assertThat(IpAddress.canonical(text)).isEqualTo(text);
  }
}
