package dev.nodecert.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {

  @ParameterizedTest
  @CsvSource({
    "90s, PT90S",
    "0s, PT0S",
    "5m, PT5M",
    "1h30m, PT1H30M",
    "1h30m15s, PT1H30M15S",
    "48h, PT48H",
    "999999s, PT999999S",
  })
  void aDurationIsWrittenAsInKubernetes(String text, Duration duration) {
    assertThat(DurationConverter.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "15", "s", "-1s", "1.5s", "1 s", "1d", "1S", "PT1S", "1000000s", "1h "})
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> DurationConverter.parse(text))
        .withMessage(
            "'"
                + text
                + "' is no duration. Write hours, minutes and seconds, such as 90s or 1h30m.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"30m1h", "5s5s", "1s1m"})
  void theOrderOfTheUnitsIsTold(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> DurationConverter.parse(text))
        .withMessage("'" + text + "' is no duration. Write hours before minutes before seconds.");
  }
}
