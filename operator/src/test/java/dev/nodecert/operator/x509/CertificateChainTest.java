package dev.nodecert.operator.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateChainTest {

  private static final Instant NOT_BEFORE = Instant.parse("2026-11-01T00:00:00Z");
  private static final CertificateChain CHAIN =
      TestChain.of(List.of("pve1.example.com"), NOT_BEFORE).below(2).make();

  @Test
  void aChainThatIsWrittenIsReadAgainInTheSameOrder() throws MalformedPemException {
    assertThat(CertificateChain.parse(CHAIN.toPem())).isEqualTo(CHAIN);
  }

  @Test
  void theNodesOwnCertificateComesFirstAndTheRestAreItsIssuers() {
    var certificates = CHAIN.certificates();

    assertThat(certificates).hasSize(3);
    assertThat(CHAIN.leaf()).isEqualTo(certificates.getFirst());
    assertThat(CHAIN.issuers()).isEqualTo(certificates.subList(1, 3));
  }

  @Test
  void theTopIssuerIsTheCommonNameOfWhoSignedTheLast() throws MalformedPemException {
    assertThat(CHAIN.topIssuer()).hasValue("Test CA 1");
    assertThat(CertificateChain.parse(PemFile.text("certificate.pem")).topIssuer())
        .as("of CN=pve1.example.com,O=Example,C=DE")
        .hasValue("pve1.example.com");
  }

  @Test
  void textAroundTheCertificatesIsIgnored() throws MalformedPemException {
    assertThat(CertificateChain.parse("subject=CN = pve1\n" + CHAIN.toPem() + "\n\nthe end"))
        .isEqualTo(CHAIN);
  }

  @Test
  void aChainWithoutAnyCertificateIsNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CertificateChain(List.of()));
  }

  static Stream<Arguments> malformed() {
    var pem = CHAIN.toPem();
    return Stream.of(
        argumentSet("nothing", "", "holds no certificate in PEM"),
        argumentSet("no PEM", "no certificate", "holds no certificate in PEM"),
        argumentSet(
            "no DER",
            "-----BEGIN CERTIFICATE-----\nc2VjcmV0\n-----END CERTIFICATE-----\n",
            "holds a damaged certificate"),
        argumentSet("cut off", pem.substring(0, pem.length() - 80), "holds a damaged certificate"),
        argumentSet(
            "a key beside",
            pem + PrivateKeyPem.write(new KeyType.Ecdsa(256).generate()),
            "holds something else than certificates"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsNoChainIsRefused(String pem, String message) {
    assertThatExceptionOfType(MalformedPemException.class)
        .isThrownBy(() -> CertificateChain.parse(pem))
        .withMessage(message);
  }
}
