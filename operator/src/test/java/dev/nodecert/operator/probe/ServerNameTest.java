package dev.nodecert.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.SNIHostName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerNameTest {

  @ParameterizedTest
  @CsvSource({
    "pve1.example.com, pve1.example.com",
    "localhost, localhost",
    "xn--mller-kva.example.com, xn--mller-kva.example.com",
    "*.pve.example.com, nodecert-probe.pve.example.com",
  })
  void aNameIsAskedForAndAWildcardByOneOfItsNames(String name, String asked) {
    assertThat(ServerName.of(name))
        .singleElement()
        .extracting(it -> ((SNIHostName) it).getAsciiName())
        .isEqualTo(asked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"192.0.2.7", "2001:db8::7", "", "example.com.", "under_score.example.com"})
  void whatIsNoHostNameIsNotAskedFor(String name) {
    assertThat(ServerName.of(name)).isEmpty();
  }
}
