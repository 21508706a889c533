package dev.nodecert.operator.challenge.dns01;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbsenceScheduleTest {

  @ParameterizedTest
  @CsvSource({
    "1, PT0.05S",
    "2, PT0.075S",
    "3, PT0.112S",
    "18, PT49.263S",
    "19, PT1M",
    "2000, PT1M"
  })
  void pausesGrow(int tries, Duration pause) {
    assertThat(AbsenceSchedule.pause(tries)).isEqualTo(pause);
  }
}
