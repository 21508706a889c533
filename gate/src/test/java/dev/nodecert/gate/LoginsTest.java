package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginsTest {

  private static final ClientAddress HOME = Fixtures.address("192.0.2.1");
  private static final ClientAddress WORK = Fixtures.address("192.0.2.2");

  private final MovedClock clock = new MovedClock();
  private final PasswordChecks checks = new PasswordChecks(1, 1);
  private final Sessions sessions =
      new Sessions(
          new SessionLimits(Duration.ofHours(1), Duration.ofHours(1), 10), new SecureRandom());
  private final Logins logins = new Logins(Fixtures::users, checks, sessions, clock);

  @AfterEach
  void close() {
    checks.close();
  }

  /** CODE stands for alice's of the moment. */
  @ParameterizedTest
  @CsvSource({
    "alice, correct horse, CODE, true",
    "alice, wrong, CODE, false",
    "alice, correct horse, 000000, false",
    "alice, wrong, 000000, false",
    "alice, correct horse, '', false",
    "alice, '', CODE, false",
    "carol, correct horse, CODE, false",
    "bob@example.com, correct horse, CODE, false",
    "'', correct horse, CODE, false",
    "'', '', '', false",
  })
  void allOfItMustBeRight(String user, String password, String code, boolean admitted)
      throws Exception {
    var result = login(user, password, code.equals("CODE") ? code() : code, HOME);

    if (admitted) {
      assertThat(sessions.use(session(result), Fixtures.users(), clock.instant()))
          .contains(Fixtures.alice());
    } else {
      assertThat(result).isEqualTo(new LoginResult.Refused());
      assertThat(sessions.size()).isZero();
    }
  }

  @Test
  void aCodeIsGoodOnceEvenFromElsewhere() throws Exception {
    var code = code();
    assertThat(login("alice", Fixtures.PASSWORD, code, HOME))
        .isInstanceOf(LoginResult.Admitted.class);

    assertThat(login("alice", Fixtures.PASSWORD, code, WORK)).isEqualTo(new LoginResult.Refused());

    clock.move(TotpSecret.STEP);
    assertThat(login("alice", Fixtures.PASSWORD, code(), HOME))
        .isInstanceOf(LoginResult.Admitted.class);
  }

  @Test
  void aWrongPasswordDoesNotUseUpTheCode() throws Exception {
    login("alice", "wrong", code(), HOME);
    clock.move(Duration.ofSeconds(1));

    assertThat(login("alice", Fixtures.PASSWORD, code(), HOME))
        .isInstanceOf(LoginResult.Admitted.class);
  }

  @Test
  void whoIsTooEarlyIsNotLookedAt() throws Exception {
    login("alice", "wrong", code(), HOME);

    assertThat(login("alice", Fixtures.PASSWORD, code(), HOME))
        .isEqualTo(new LoginResult.Delayed(Duration.ofSeconds(1)));
    assertThat(login("alice", Fixtures.PASSWORD, code(), WORK))
        .isInstanceOf(LoginResult.Admitted.class);
  }

  @Test
  void whoIsAdmittedNeedNotWait() throws Exception {
    login("alice", Fixtures.PASSWORD, code(), HOME);

    assertThat(login("alice", Fixtures.PASSWORD, "000000", HOME))
        .isEqualTo(new LoginResult.Refused());
  }

  /** A name that no user has costs a check like any other, and so as much time. */
  @ParameterizedTest
  @ValueSource(strings = {"alice", "carol", ""})
  void whereThereIsNoRoomForChecksAllAreAskedToComeAgain(String user) throws Exception {
    checks.close();

    assertThat(login(user, Fixtures.PASSWORD, code(), HOME)).isEqualTo(new LoginResult.Busy());
    assertThat(login(user, Fixtures.PASSWORD, code(), HOME)).isEqualTo(new LoginResult.Busy());
  }

  private LoginResult login(String user, String password, String code, ClientAddress from)
      throws InterruptedException {
    return logins.login(new LoginForm(user, password, code, ReturnPath.ROOT), from);
  }

  private static SessionId session(LoginResult result) {
    return ((LoginResult.Admitted) result).session();
  }

  private String code() {
    return Fixtures.alicesCode(clock.instant());
  }
}
