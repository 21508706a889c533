package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

  private static final Instant LAST = Instant.ofEpochSecond(1111111111);

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          ofAddress, ofUser,     secondsSince, wait
          0,         0,          0,            0
          0,         1000000000, 0,            0
          1,         0,          0,            1
          1,         1,          0,            1
          1,         1,          1,            0
          2,         1,          0,            2
          3,         1,          1,            3
          6,         1,          0,            32
          7,         1,          0,            60
          8,         1,          0,            60
          2000000000,1,          0,            60
          2000000000,1,          60,           0
          1,         6,          0,            32
          1,         1000000000, 0,            60
          1,         1000000000, 60,           0
          """)
  void theDelayGrowsAndHasAnEnd(int ofAddress, int ofUser, long secondsSince, long wait) {
    var now = LAST.plusSeconds(secondsSince);

    assertThat(Failures.wait(new Failures(ofAddress, LAST), new Failures(ofUser, now), now))
        .isEqualTo(Duration.ofSeconds(wait));
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "899, 3", "900, 0", "100000, 0"})
  void failuresAreForgotten(long secondsSince, int count) {
    assertThat(new Failures(3, LAST).rememberedAt(LAST.plusSeconds(secondsSince)).count())
        .isEqualTo(count);
  }
}
