package dev.nodecert.operator.challenge.dns01;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbsenceScheduleTest {

  @ParameterizedTest
  @CsvSource({"1, PT0.05S", "2, PT0.1S", "10, PT25.6S", "11, PT1M", "12, PT1M", "2000, PT1M"})
  void pausesGrow(int tries, Duration pause) {
    assertThat(AbsenceSchedule.pause(tries)).isEqualTo(pause);
  }
}
