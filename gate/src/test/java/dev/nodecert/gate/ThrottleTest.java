package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleTest {

  private static final ClientAddress GUESSER = Fixtures.address("192.0.2.1");
  private static final ClientAddress OWNER = Fixtures.address("192.0.2.2");

  private final Throttle throttle = new Throttle();
  private final MovedClock clock = new MovedClock();

  @ParameterizedTest
  @ValueSource(strings = {"alice", "nobody-has-this-name"})
  void oneThatGuessesWaitsLongerEachTimeWhateverTheName(String name) {
    for (var expected : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      assertThat(begin(GUESSER, name)).isZero();
      assertThat(begin(GUESSER, name)).isEqualTo(Duration.ofSeconds(expected));
      clock.move(Duration.ofSeconds(expected));
    }
  }

  @Test
  void anotherNameIsNoWayAround() {
    begin(GUESSER, "alice");

    assertThat(begin(GUESSER, "bob")).isPositive();
  }

  @Test
  void theOwnerIsNotBarred() {
    guessAt("alice", 100);

    assertThat(begin(OWNER, "alice")).isZero();
  }

  @Test
  void nobodyCanPutOffTheEndOfTheOwnersWait() {
    guessAt("alice", 100);
    begin(OWNER, "alice");
    assertThat(begin(OWNER, "alice")).isEqualTo(Duration.ofSeconds(60));

    clock.move(Duration.ofSeconds(59));
    guessAt("alice", 100);
    clock.move(Duration.ofSeconds(1));

    assertThat(begin(OWNER, "alice")).isZero();
  }

  @Test
  void aTryThatHasNotFailedLeavesNothing() {
    begin(OWNER, "alice");
    throttle.withdraw(OWNER, "alice");

    assertThat(begin(OWNER, "alice")).isZero();
    assertThat(begin(OWNER, "alice")).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aRightTryAmongWrongOnesForgivesThemNothing() {
    begin(GUESSER, "alice");
    clock.move(Duration.ofSeconds(1));
    begin(GUESSER, "mallory");
    throttle.withdraw(GUESSER, "mallory");

    assertThat(begin(GUESSER, "alice")).isPositive();
  }

  private void guessAt(String user, int addresses) {
    for (int i = 0; i < addresses; i++) {
      begin(Fixtures.address("10.%d.%d.%d".formatted(i >> 16, i >> 8 & 255, i & 255)), user);
    }
  }

  private Duration begin(ClientAddress address, String user) {
    return throttle.begin(address, user, clock.instant());
  }
}
