package dev.nodecert.operator.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ResolverConfig;

class NameServersTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.53, 192.0.2.53, 53",
    "192.0.2.53:5353, 192.0.2.53, 5353",
    "[2001:db8::53], 2001:db8::53, 53",
    "[2001:db8::53]:5353, 2001:db8::53, 5353",
    "2001:db8::53, 2001:db8::53, 53",
    "ns1.example.com, ns1.example.com, 53",
    "ns1.example.com:65535, ns1.example.com, 65535",
    "localhost:1, localhost, 1",
  })
  void aServerIsAnAddressOrANameWithAPort(String text, String host, int port) {
    assertThat(HostPort.parse(text)).isEqualTo(new HostPort(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "[]",
        "[]:53",
        "[192.0.2.53",
        ":53",
        "ns1.example.com:",
        "ns1.example.com:0",
        "ns1.example.com:65536",
        "ns1.example.com:99999",
        "ns1.example.com:-1",
        "ns1.example.com:5353x",
        "192.0.2.53:53:53x",
        "two names",
        "name\u001b[2J",
      })
  void anythingElseIsToldInCleanText(String text) {
    assertThatThrownBy(() -> NameServers.of(List.of(text)).addresses())
        .asInstanceOf(type(DnsFailure.class))
        .returns("DNSServerInvalid", DnsFailure::type)
        .extracting(DnsFailure::message)
        .asString()
        .startsWith("propagation.nameServers has ")
        .matches("[ -~]+");
  }

  @Test
  void addressesAreKeptInTheirOrder() {
    assertThat(
            NameServers.of(List.of("192.0.2.54:5353", "[2001:db8::53]", "192.0.2.53")).addresses())
        .containsExactly(
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.54"), 5353),
            new InetSocketAddress(InetAddress.ofLiteral("2001:db8::53"), 53),
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.53"), 53));
  }

  /** A label of RFC 6761 section 6.4, which no resolver knows. */
  @Test
  void aNameThatDoesNotResolveIsTold() {
    assertThatThrownBy(() -> NameServers.of(List.of("ns1.invalid")).addresses())
        .isInstanceOf(DnsFailure.class)
        .hasMessage("The name server ns1.invalid has no address.");
  }

  @Test
  void withoutAnyThoseOfTheMachineAreAsked() {
    assertThat(NameServers.of(List.of()).addresses())
        .isEqualTo(ResolverConfig.getCurrentConfig().servers())
        .isNotEmpty();
  }
}
