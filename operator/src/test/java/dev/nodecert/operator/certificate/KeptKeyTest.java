package dev.nodecert.operator.certificate;

import static dev.nodecert.operator.certificate.Seen.aNewCertificate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.operator.x509.TestChain;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** When the next certificate is for the key in the Secret, which is ECDSA P-256. */
class KeptKeyTest {

  private static final String CURRENT = TestChain.SERIAL + "/superseded";

  static Stream<Arguments> situations() {
    return Stream.of(
        argumentSet("by default", holding("{}"), false),
        argumentSet("spec rotates", holding("{rotation: Always}"), false),
        argumentSet("spec keeps it", holding("{rotation: Never}"), true),
        argumentSet("spec keeps it, of its size", holding("{rotation: Never, size: 256}"), true),
        argumentSet("of another size", holding("{rotation: Never, size: 384}"), false),
        argumentSet("of another kind", holding("{rotation: Never, algorithm: RSA}"), false),
        argumentSet("revoked", holding("{rotation: Never}").revoked(), false),
        argumentSet("about to be revoked", holding("{rotation: Never}").revoke(CURRENT), false),
        argumentSet(
            "another one is to be revoked",
            holding("{rotation: Never}").revoke("01/superseded"),
            true),
        argumentSet("nothing is there", aNewCertificate().privateKey("{rotation: Never}"), false));
  }

  private static Seen holding(String privateKey) {
    return aNewCertificate()
        .privateKey(privateKey)
        .holding("2026-10-24T12:00:00Z", "2027-01-22T12:00:00Z");
  }

  @ParameterizedTest
  @MethodSource("situations")
  void itIsKept(Seen seen, boolean kept) {
    assertThat(seen.observation().keptKey().isPresent()).isEqualTo(kept);
  }
}
