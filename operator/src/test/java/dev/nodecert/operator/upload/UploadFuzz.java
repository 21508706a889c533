package dev.nodecert.operator.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.upload.Verdict.Accepted;
import dev.nodecert.operator.upload.Verdict.Refused;
import dev.nodecert.operator.x509.PrivateKeyPem;
import java.time.Instant;
import java.util.Map;

/** Bytes that someone uploads: as PEM, chain and key in one, and as a keystore. */
final class UploadFuzz {

  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

  private UploadFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    assertSound(Uploads.of(Map.of("tls.crt", input)));
    assertSound(Uploads.of(Map.of("keystore.p12", input)));
  }

  private static void assertSound(Upload upload) {
    switch (judge(upload)) {
      case Refused refused ->
          assertThat(refused.message()).matches("[A-Z].{20,400}\\.").doesNotContain("hunter2");
      case Accepted accepted -> assertSound(accepted);
      case Verdict.Postponed _ -> throw new AssertionError("there is no pool here");
    }
  }

  private static void assertSound(Accepted accepted) {
    var again = judge(Uploads.pem(accepted.chain().toPem(), PrivateKeyPem.write(accepted.key())));
    assertThat(again)
        .isInstanceOfSatisfying(
            Accepted.class, it -> assertThat(it.chain()).isEqualTo(accepted.chain()));
  }

  private static Verdict judge(Upload upload) {
    return UploadCheck.judge(Uploads.opened(upload, "hunter2"), NOW);
  }
}
