package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevocationFinalizerTest {

  private static final Instant DELETION = Instant.parse("2026-11-23T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    // next try           | now                  | look again
    "2026-11-23T12:01:00Z, 2026-11-23T12:00:00Z, 2026-11-23T12:01:00Z",
    "2026-11-23T12:10:00Z, 2026-11-23T12:01:00Z, 2026-11-23T12:02:00Z",
    "2026-11-24T12:00:00Z, 2026-11-23T12:01:59Z, 2026-11-23T12:02:00Z",
    "2026-11-24T12:00:00Z, 2026-11-23T12:02:00Z,",
    "2026-11-23T12:01:00Z, 2026-11-30T12:00:00Z,",
  })
  void aDeletionWaitsForTwoMinutesAtMost(
      Instant retryAt, Instant now, @Nullable Instant lookAgain) {
    assertThat(RevocationFinalizer.whileDeletionWaits(DELETION, retryAt, now).orElse(null))
        .isEqualTo(lookAgain);
  }
}
