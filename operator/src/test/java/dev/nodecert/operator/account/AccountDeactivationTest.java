package dev.nodecert.operator.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.account.AccountDeactivation.Outcome;
import dev.nodecert.operator.account.AccountEvents.Warning;
import dev.nodecert.operator.acme.AcmeFailure;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountDeactivationTest {

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-23T12:00:00Z", "2026-11-23T12:01:29Z"})
  void aCaThatIsAwayIsTriedAgain(Instant now) {
    assertThat(after(now)).isEqualTo(new Outcome.TryAgain());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-23T12:01:30Z", "2027-11-23T12:00:00Z"})
  void butNotForEver(Instant now) {
    assertThat(after(now))
        .isEqualTo(
            new Outcome.Over(
                Optional.of(
                    new Warning(
                        "NotDeactivated",
                        "The account https://ca.example.com/account/1 was not deactivated."
                            + " Away."))));
  }

  private static Outcome after(Instant now) {
    var account = SeenAccount.withStatus("accountURL: https://ca.example.com/account/1");
    account.getMetadata().setDeletionTimestamp("2026-11-23T12:00:00Z");
    var away = new AcmeFailure("connection", "Away.", Optional.empty());
    return AccountDeactivation.afterFailure(account, away, now);
  }
}
