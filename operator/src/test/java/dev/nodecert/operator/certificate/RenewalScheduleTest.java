package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.Renewal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenewalScheduleTest {

  private static final Instant NOT_BEFORE = Instant.parse("2026-11-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "P90D,  P60D,    A third of the lifetime is left.",
    "P45D,  P30D,    A third of the lifetime is left.",
    "P10D,  PT160H,  A third of the lifetime is left.",
    "PT239H59M59S, PT119H59M59S, Half of the lifetime is left.",
    "PT160H, PT80H,  Half of the lifetime is left.",
    "PT1H,  PT30M,   Half of the lifetime is left.",
  })
  void theShareOfTheLifetimeDecides(Duration lifetime, Duration untilRenewal, String reason) {
    assertThat(RenewalSchedule.of(NOT_BEFORE, NOT_BEFORE.plus(lifetime)))
        .isEqualTo(new Renewal(NOT_BEFORE.plus(untilRenewal), reason));
  }

  @Test
  void aCertificateSaysItsLifetimeItself() {
    var leaf = Seen.chain("2026-11-01T00:00:00Z", "2027-01-30T00:00:00Z").make().leaf();

    assertThat(RenewalSchedule.of(leaf).at()).isEqualTo("2026-12-31T00:00:00Z");
  }
}
