package dev.nodecert.operator.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisteredDomainTest {

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com",
    "a.b.example.com, example.com",
    "*.example.com, example.com",
    "www.example.co.uk, example.co.uk",
    "me.github.io, me.github.io",
    "github.io, github.io",
    "pve1.lan, pve1.lan",
    "pve1.rack.lan, rack.lan",
    "localhost, localhost",
    "192.0.2.7, 192.0.2.7",
    "2001:db8::7, 2001:db8::7",
  })
  void isTheLabelBelowThePublicSuffix(String name, String domain) {
    assertThat(RegisteredDomain.of(name)).isEqualTo(domain);
  }
}
