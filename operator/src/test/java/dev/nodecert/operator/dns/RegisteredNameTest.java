package dev.nodecert.operator.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Name;

class RegisteredNameTest {

  @ParameterizedTest
  @CsvSource({
    "com, _acme-challenge.pve1.example.com, example.com",
    "com, _acme-challenge.example.com, example.com",
    "com, example.com, example.com",
    "co.uk, _acme-challenge.pve1.example.co.uk, example.co.uk",
    "uk, _acme-challenge.pve1.example.co.uk, example.co.uk",
  })
  void isWhatSomebodyWouldHaveToRegister(String zone, String record, String registered) {
    assertThat(RegisteredName.below(DnsNames.name(zone), DnsNames.name(record)))
        .contains(DnsNames.name(registered));
  }

  @Test
  void belowTheRootIsTheTopLevelDomain() {
    assertThat(RegisteredName.below(Name.root, DnsNames.name("_acme-challenge.pve1.home.lan")))
        .contains(DnsNames.name("lan"));
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, _acme-challenge.pve1.example.com",
    "pve1.example.com, _acme-challenge.pve1.example.com",
    "lan, _acme-challenge.pve1.lan",
    "home.arpa, _acme-challenge.pve1.home.arpa",
    "duckdns.org, _acme-challenge.pve1.duckdns.org",
  })
  void thereIsNoneBelowAZoneThatIsNoRegistrys(String zone, String record) {
    assertThat(RegisteredName.below(DnsNames.name(zone), DnsNames.name(record))).isEmpty();
  }
}
