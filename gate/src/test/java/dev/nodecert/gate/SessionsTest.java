package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionsTest {

  private final MovedClock clock = new MovedClock();
  private final Sessions sessions =
      new Sessions(
          new SessionLimits(Duration.ofMinutes(10), Duration.ofMinutes(60), 3), new SecureRandom());

  /** Used every so many seconds, does it live so long? */
  @ParameterizedTest
  @CsvSource({"599, 599, true", "600, 600, false", "599, 3594, true", "300, 3600, false"})
  void aSessionEndsUnusedAndInAnyCase(long every, long until, boolean alive) {
    var id = begin();
    var found = true;
    for (long at = every; at <= until; at += every) {
      clock.move(Duration.ofSeconds(every));
      found = isAlive(id);
    }
    assertThat(found).isEqualTo(alive);
  }

  @Test
  void aSessionThatIsOverDoesNotComeBack() {
    var id = begin();
    clock.move(Duration.ofMinutes(10));
    assertThat(isAlive(id)).isFalse();

    clock.move(Duration.ofMinutes(-5));

    assertThat(isAlive(id)).isFalse();
    assertThat(sessions.size()).isZero();
  }

  @Test
  void oneTooManyEndsTheLongestUnused() {
    var first = begin();
    var second = begin();
    var third = begin();
    assertThat(isAlive(first)).isTrue();

    var fourth = begin();

    assertThat(sessions.size()).isEqualTo(3);
    assertThat(List.of(isAlive(first), isAlive(second), isAlive(third), isAlive(fourth)))
        .containsExactly(true, false, true, true);
  }

  @Test
  void sessionsThatAreOverMakeRoomFirst() {
    begin();
    begin();
    begin();
    clock.move(Duration.ofMinutes(10));

    begin();

    assertThat(sessions.size()).isEqualTo(1);
  }

  @Test
  void aLogOutEndsOneSession() {
    var ended = begin();
    var other = begin();

    sessions.end(ended);

    assertThat(isAlive(ended)).isFalse();
    assertThat(isAlive(other)).isTrue();
  }

  @Test
  void aUserWhoIsGoneOrHasOtherCredentialsIsOut() {
    var id = begin();
    var alice = Fixtures.alice();
    var changed = new User(alice.name(), alice.password(), TotpSecret.of("RSBWMLBKXKRQQRJR"));

    assertThat(sessions.use(id, Users.NONE, clock.instant())).isEmpty();
    assertThat(sessions.use(id, new Users(List.of(changed)), clock.instant())).isEmpty();
    assertThat(sessions.use(id, Fixtures.users(), clock.instant())).contains(alice);
  }

  @Test
  void idsAreLongRandomAndKeptAsHashes() {
    var texts = new HashSet<String>();
    for (int i = 0; i < 1000; i++) {
      var id = SessionId.random(new SecureRandom());
      texts.add(id.text());
      assertThat(id.text()).matches("[A-Za-z0-9_-]{43}");
      assertThat(id.sha256()).matches("[0-9a-f]{64}");
      assertThat(SessionId.of(id.text()).orElseThrow().sha256()).isEqualTo(id.sha256());
    }
    assertThat(texts).hasSize(1000);
  }

  private SessionId begin() {
    return sessions.begin(Fixtures.alice(), clock.instant());
  }

  private boolean isAlive(SessionId id) {
    return sessions.use(id, Fixtures.users(), clock.instant()).isPresent();
  }
}
