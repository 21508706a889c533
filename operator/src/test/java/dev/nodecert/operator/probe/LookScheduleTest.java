package dev.nodecert.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookScheduleTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S, PT1S",
    "PT1S, PT1S",
    "PT2S, PT1S",
    "PT3S, PT1.5S",
    "PT76S, PT38S",
    "PT20M, PT10M",
    "PT30M, PT15M",
    "PT31M, PT15M",
    "P365D, PT15M",
  })
  void thePauseGrowsWithTheTimeThatItTakes(Duration sinceFirst, Duration pause) {
    assertThat(LookSchedule.pause(sinceFirst)).isEqualTo(pause);
  }

  @Test
  void aDayIsAHundredLooks() {
    int looks = 0;
    for (var at = Duration.ZERO; at.toDays() < 1; at = at.plus(LookSchedule.pause(at))) {
      looks++;
    }

    assertThat(looks).isBetween(90, 130);
  }
}
