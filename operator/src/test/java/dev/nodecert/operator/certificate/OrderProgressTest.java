package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderProgressTest {

  private static final String ORDER = "https://ca.example.com/order/1";
  private static final String OTHER = "https://ca.example.com/order/2";
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final OrderProgress progress = new OrderProgress();

  @ParameterizedTest
  @CsvSource({
    "PT-1H, PT0.01S",
    "PT0S, PT0.01S",
    "PT0.009S, PT0.01S",
    "PT0.01S, PT0.01S",
    "PT0.5S, PT0.5S",
    "PT10S, PT10S",
    "PT10.001S, PT10S",
    "PT24H, PT10S",
  })
  void theLongerItTakesTheLessOftenIsLooked(Duration waited, Duration delay) {
    assertThat(OrderProgress.delay(waited)).isEqualTo(delay);
  }

  @Test
  void anOrderIsTriggeredUntilItIsForgotten() {
    progress.handedOver(ORDER, NOW);

    assertThat(progress.isTriggered(ORDER)).isTrue();
    assertThat(progress.isTriggered(OTHER)).isFalse();

    progress.forget(ORDER);

    assertThat(progress.isTriggered(ORDER)).isFalse();
  }

  @Test
  void theNextLookIsAfterAsLongAsWasWaitedAlready() {
    progress.handedOver(ORDER, NOW.minusSeconds(3));

    assertThat(progress.lookAgain(ORDER, Optional.empty(), NOW)).isEqualTo(NOW.plusSeconds(3));
  }

  @Test
  void anOrderThatNobodyRemembersIsLookedAtSoon() {
    assertThat(progress.lookAgain(ORDER, Optional.empty(), NOW)).isEqualTo(NOW.plusMillis(10));
  }

  @Test
  void theCAIsNotAskedBeforeTheNextLook() {
    progress.handedOver(ORDER, NOW.minusSeconds(3));
    assertThat(progress.pausedUntil(ORDER, NOW)).isEmpty();

    var next = progress.lookAgain(ORDER, Optional.empty(), NOW);

    assertThat(progress.pausedUntil(ORDER, NOW)).contains(next);
    assertThat(progress.pausedUntil(OTHER, NOW)).isEmpty();
    assertThat(progress.pausedUntil(ORDER, next)).isEmpty();
    progress.forget(ORDER);
    assertThat(progress.pausedUntil(ORDER, NOW)).isEmpty();
  }

  @Test
  void whatTheCaAsksForRules() {
    var asked = NOW.plusSeconds(60);
    progress.handedOver(ORDER, NOW.minusSeconds(3));

    assertThat(progress.lookAgain(ORDER, Optional.of(asked), NOW)).isEqualTo(asked);
  }
}
