package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class UsedCodesTest {

  private final UsedCodes codes = new UsedCodes();

  @Test
  void aCodeIsGoodOnceAndNoOlderOneAfterIt() {
    assertThat(use("alice", 10, 10)).isTrue();
    assertThat(use("alice", 10, 10)).isFalse();
    assertThat(use("alice", 9, 10)).isFalse();
    assertThat(use("alice", 10, 11)).isFalse();
    assertThat(use("alice", 11, 11)).isTrue();
  }

  @Test
  void aCodeOfTheFutureIsRememberedUntilItIsOfThePast() {
    assertThat(use("alice", 11, 10)).isTrue();
    assertThat(use("bob", 12, 12)).isTrue();

    assertThat(use("alice", 11, 12)).isFalse();
  }

  @Test
  void usersHaveTheirOwnCodes() {
    assertThat(use("alice", 10, 10)).isTrue();
    assertThat(use("bob", 10, 10)).isTrue();
  }

  private boolean use(String user, long step, long now) {
    return codes.use(user, step, Instant.ofEpochSecond(now * 30));
  }
}
