package dev.nodecert.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What TLS the proxy of a node offers, and what it refuses. */
@OnStage
@Order(5)
class TlsE2E {

  /** Else OpenSSL itself would not offer what is old. */
  private static final String ANYTHING = "ALL:COMPLEMENTOFALL:@SECLEVEL=0";

  private static final String NO_CIPHER = "Cipher is (NONE)";

  private final OpenSslClient client;

  TlsE2E(Stage stage) {
    client = new OpenSslClient(stage.site().address(Site.NAME), Site.HOST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void ofProtocolsTheTwoOfTodayAreOffered(String protocol) {
    assertThat(client.connect(protocol))
        .contains("Cipher is ")
        .doesNotContain(NO_CIPHER)
        .containsAnyOf("TLSv1.2", "TLSv1.3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1", "-tls1_1"})
  void olderProtocolsAreRefused(String protocol) {
    assertThat(client.connect(protocol, "-cipher", ANYTHING)).contains("alert", NO_CIPHER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AES128-GCM-SHA256",
        "AES256-SHA",
        "DHE-RSA-AES128-GCM-SHA256",
        "ECDHE-ECDSA-AES128-SHA",
        "ECDHE-ECDSA-AES256-SHA384",
        "ECDHE-ECDSA-NULL-SHA",
        "AECDH-AES128-SHA"
      })
  void ciphersWithoutForwardSecrecyOrAuthenticatedEncryptionAreRefused(String cipher) {
    assertThat(client.connect("-tls1_2", "-cipher", cipher + ":@SECLEVEL=0")).contains(NO_CIPHER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ECDHE-ECDSA-AES128-GCM-SHA256",
        "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-CHACHA20-POLY1305"
      })
  void modernCiphersAreOffered(String cipher) {
    assertThat(client.connect("-tls1_2", "-cipher", cipher)).contains("Cipher is " + cipher);
  }

  @Test
  void everyCertificateOfTheChainIsSignedByTheNextOne() throws Exception {
    var chain = Site.served(Site.HOST);

    assertThat(chain).hasSizeGreaterThan(1);
    for (int index = 1; index < chain.size(); index++) {
      chain.get(index - 1).verify(chain.get(index).getPublicKey());
    }
    assertThat(chain).noneMatch(TlsE2E::isSelfSigned);
  }

  private static boolean isSelfSigned(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  @Test
  void browsersAreToldToComeByHttpsOnly() {
    var answer = Visitor.stranger().get("https://" + Site.HOST + "/");

    assertThat(answer.headers().firstValue("Strict-Transport-Security"))
        .contains("max-age=31536000");
  }

  @Test
  void noSessionIsRenegotiatedOrCompressed() {
    assertThat(client.connect("-tls1_2"))
        .contains("Secure Renegotiation IS supported", "Compression: NONE");
  }
}
