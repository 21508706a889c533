package dev.nodecert.operator.acme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.x509.MalformedPemException;
import dev.nodecert.operator.x509.PemFile;
import dev.nodecert.operator.x509.PrivateKeyPem;
import org.junit.jupiter.api.Test;

class AccountKeyTest {

  /**
   * SHA-256 of {@code {"crv":"P-256","kty":"EC","x":"…","y":"…"}} with the file's point (RFC 7638
   * section 3), worked out by hand.
   */
  @Test
  void theThumbprintIsThatOfRfc7638() throws MalformedPemException {
    var key = new AccountKey(PrivateKeyPem.read(PemFile.text("ec-sec1.pem")));

    assertThat(key.thumbprint()).isEqualTo("3qNz4AgWqggHLvIgE1Z5_cQ_m1DQhjesKtjx4HoUIAQ");
  }
}
