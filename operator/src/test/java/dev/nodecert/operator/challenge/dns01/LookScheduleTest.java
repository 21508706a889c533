package dev.nodecert.operator.challenge.dns01;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookScheduleTest {

  @ParameterizedTest
  @CsvSource({"1, PT0.02S", "2, PT0.04S", "9, PT5.12S", "10, PT10S", "11, PT10S", "2000, PT10S"})
  void pausesGrow(int looks, Duration pause) {
    assertThat(LookSchedule.pause(looks)).isEqualTo(pause);
  }
}
