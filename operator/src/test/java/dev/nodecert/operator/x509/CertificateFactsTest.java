package dev.nodecert.operator.x509;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.x509.KeyType.KeyDescription;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told is what {@code openssl x509} tells of the same file. */
class CertificateFactsTest {

  private static final Instant NOT_BEFORE = Instant.parse("2026-11-23T11:02:38Z");
  private static final Instant NOT_AFTER = Instant.parse("2027-02-21T11:02:38Z");

  @Test
  void theFactsOfACertificateAreRead() throws MalformedPemException {
    var certificate = CertificateChain.parse(PemFile.text("certificate.pem")).leaf();

    assertThat(CertificateFacts.of(certificate))
        .isEqualTo(
            new CertificateFacts(
                "CN=pve1.example.com,O=Example,C=DE",
                "CN=pve1.example.com,O=Example,C=DE",
                "5eca11",
                "E4:FA:E4:3B:C8:5F:70:55:E9:03:E1:4D:9D:F7:C8:5B:"
                    + "10:D2:31:1C:26:ED:FB:B2:FA:46:18:1A:78:17:40:C5",
                NOT_BEFORE,
                NOT_AFTER,
                new KeyDescription("ECDSA", 256),
                List.of("pve1.example.com", "*.example.org", "192.0.2.7", "2001:db8::1")));
  }

  @Test
  void aSerialNumberIsInWholeBytes() {
    var node = TestChain.of(List.of("pve1.example.com"), NOT_BEFORE).make().leaf();

    assertThat(CertificateFacts.of(node).serial()).isEqualTo(TestChain.SERIAL);
  }

  @Test
  void anEmptySubjectIsEmpty() {
    var node = TestChain.of(List.of("pve1.example.com"), NOT_BEFORE).make().leaf();

    assertThat(CertificateFacts.of(node).subject()).isEmpty();
  }

  @Test
  void aCertificateWithoutAlternativeNamesHasNone() {
    var issuer = TestChain.of(List.of("pve1.example.com"), NOT_BEFORE).make().issuers().getFirst();

    assertThat(CertificateFacts.of(issuer).sans()).isEmpty();
  }
}
