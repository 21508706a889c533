package dev.nodecert.operator.x509;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

/** A text that someone says is a chain in PEM. */
final class CertificateChainFuzz {

  private static final Set<String> OBJECTIONS =
      Set.of(
          "holds something else than certificates",
          "holds a damaged certificate",
          "holds no certificate in PEM");

  private CertificateChainFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws MalformedPemException {
    CertificateChain chain;
    try {
      chain = CertificateChain.parse(new String(input, UTF_8));
    } catch (MalformedPemException refusal) {
      assertThat(refusal.getMessage()).isIn(OBJECTIONS);
      return;
    }
    assertThat(CertificateChain.parse(chain.toPem())).isEqualTo(chain);
  }
}
