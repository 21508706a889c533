package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpSecretTest {

  private static final TotpSecret SECRET = TotpSecret.of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

  /** RFC 6238 appendix B; of its eight digits the last six. */
  @ParameterizedTest
  @CsvSource({
    "59, 287082, 1",
    "1111111109, 081804, 37037036",
    "1111111111, 050471, 37037037",
    "1234567890, 005924, 41152263",
    "2000000000, 279037, 66666666",
    "20000000000, 353130, 666666666",
  })
  void aCodeIsThatOfItsTime(long time, String code, long step) {
    assertThat(SECRET.step(code, Instant.ofEpochSecond(time))).hasValue(step);
  }

  /** The code of 1111111111 is that of [1111111110, 1111111140). */
  @ParameterizedTest
  @CsvSource({
    "1111111079, false",
    "1111111080, true",
    "1111111110, true",
    "1111111139, true",
    "1111111169, true",
    "1111111170, false",
  })
  void aClockMayBeWrongByOneStep(long time, boolean good) {
    assertThat(SECRET.step("050471", Instant.ofEpochSecond(time)))
        .isEqualTo(good ? OptionalLong.of(37037037) : OptionalLong.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "50471", "0050471", "05047", "14050471", "050472", "٠٥٠٤٧١"})
  void anythingElseIsNoCode(String code) {
    assertThat(SECRET.step(code, Instant.ofEpochSecond(1111111111))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gezdgnbvgy3tqojqgezdgnbvgy3tqojq",
        "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ",
        "gezd-gnbv-gy3t-qojq-gezd-gnbv-gy3t-qojq",
      })
  void aSecretIsReadAsAppsPrintIt(String text) {
    assertThat(TotpSecret.of(text)).isEqualTo(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GEZDGNBVGY3TQOJ", "GEZDGNBVGY3TQOJ1", "GEZDGNBVGY3TQO=="})
  void whatIsNoSecretIsRefusedAndNotPrinted(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TotpSecret.of(text))
        .withMessageContaining("base32")
        .withMessageNotContaining("GEZD");
  }

  @Test
  void aSecretOfNoEndIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> TotpSecret.of("A".repeat(104)));
  }
}
