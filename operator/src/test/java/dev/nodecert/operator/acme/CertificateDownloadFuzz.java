package dev.nodecert.operator.acme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.MalformedPemException;
import java.net.MalformedURLException;
import java.net.URI;

/** The answer that should be a certificate with its chain (RFC 8555 section 7.4.2). */
final class CertificateDownloadFuzz {

  private static final URI CERTIFICATE = URI.create("https://ca.example.com/certificate/1");

  private CertificateDownloadFuzz() {}

  public static void fuzzerTestOneInput(byte[] input)
      throws MalformedURLException, MalformedPemException {
    var login = CannedCA.accountThatIsTold(CannedAnswer.parse(input));
    try {
      var chain = AcmeOrder.download(login.bindCertificate(CERTIFICATE.toURL()));
      assertThat(CertificateChain.parse(chain.toPem())).isEqualTo(chain);
    } catch (AcmeFailure failure) {
      TextForUsers.assertSound(failure);
    }
  }
}
