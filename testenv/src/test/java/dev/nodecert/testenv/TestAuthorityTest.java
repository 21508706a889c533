package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestAuthorityTest {

  private final TestAuthority authority = TestAuthority.create("test-ca");

  @Test
  void aServersCertificateHasItsNames() throws GeneralSecurityException {
    var certificate = authority.issue("127.0.0.1", "localhost").certificate();

    certificate.checkValidity();
    assertThat(certificate.getSubjectX500Principal()).hasToString("CN=127.0.0.1");
    assertThat(certificate.getIssuerX500Principal()).hasToString("CN=test-ca");
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactly(List.of(7, "127.0.0.1"), List.of(2, "localhost"));
  }

  @Test
  void secretsAreNotPrinted() {
    var credentials = authority.issue("localhost");
    var key = Base64.getEncoder().encodeToString(credentials.privateKey().getEncoded());

    assertThat(credentials).hasToString("Credentials[CN=localhost]");
    assertThat(credentials.privateKeyPem().replace("\n", "")).contains(key);
  }
}
