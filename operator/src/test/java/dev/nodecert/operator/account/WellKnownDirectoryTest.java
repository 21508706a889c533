package dev.nodecert.operator.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WellKnownDirectoryTest {

  @ParameterizedTest
  @CsvSource({
    "LetsEncrypt, https://acme-v02.api.letsencrypt.org/directory",
    "LetsEncryptStaging, https://acme-staging-v02.api.letsencrypt.org/directory",
    "https://ca.example.com/directory, https://ca.example.com/directory",
  })
  void aNameStandsForItsUrlAndAUrlForItself(String directory, URI url) {
    assertThat(WellKnownDirectory.url(directory)).isEqualTo(url);
  }
}
