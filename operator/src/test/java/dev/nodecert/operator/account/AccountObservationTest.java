package dev.nodecert.operator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AccountObservationTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final @Nullable String NOW_AT_ONCE = null;
  private static final String URL = "https://ca.example.com/account/1";

  static Stream<Arguments> accounts() {
    return Stream.of(
        row("never looked at", SeenAccount.withoutStatus(), NOW_AT_ONCE, false),
        row("not looked at by the operator yet", status("{observedGeneration: -1}"), null, false),
        row("registered", registered(2, "2026-11-23T11:00:00Z"), "2026-11-24T11:00:00Z", true),
        row("its spec has changed", registered(1, "2026-11-23T11:00:00Z"), NOW_AT_ONCE, false),
        row("a day has passed", registered(2, "2026-11-22T12:00:00Z"), NOW_AT_ONCE, true),
        row(
            "a second less than a day has passed",
            registered(2, "2026-11-22T12:00:01Z"),
            "2026-11-23T12:00:01Z",
            true),
        row("failed", failed(2, "2026-11-23T12:30:00Z"), "2026-11-23T12:30:00Z", false),
        row("its next try is due", failed(2, "2026-11-23T12:00:00Z"), NOW_AT_ONCE, false),
        row("failed with another spec", failed(1, "2026-11-23T12:30:00Z"), NOW_AT_ONCE, false),
        row(
            "refused",
            status(
                """
                observedGeneration: 2
                accountURL: https://ca.example.com/account/1
                directoryCheckedAt: "2026-11-23T11:00:00Z"
                conditions:
                - {type: Ready, status: "False", reason: KeyInvalid}
                """),
            NOW_AT_ONCE,
            false),
        row(
            "ready and without an account",
            status(
                """
                observedGeneration: 2
                directoryCheckedAt: "2026-11-23T11:00:00Z"
                conditions:
                - {type: Ready, status: "True", reason: Registered}
                """),
            NOW_AT_ONCE,
            false),
        row("its key waits for challenges", awaiting(2), NOW_AT_ONCE, true),
        row("its key waited for challenges", awaiting(1), NOW_AT_ONCE, false));
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void anAccountRestsUntilItsNextLook(AcmeAccount account, @Nullable Instant until) {
    assertThat(AccountObservation.restUntil(account, Optional.empty(), NOW))
        .isEqualTo(Optional.ofNullable(until));
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void aSpecIsSettledOnceItWasBroughtToTheCa(
      AcmeAccount account, @Nullable Instant until, boolean settled) {
    assertThat(AccountObservation.isSettled(account)).isEqualTo(settled);
  }

  static Stream<Arguments> rejections() {
    return Stream.of(
        argumentSet(
            "looked at half a minute ago",
            registered(2, "2026-11-23T11:59:30Z"),
            URL,
            "2026-11-23T12:00:30Z"),
        argumentSet("looked at an hour ago", registered(2, "2026-11-23T11:00:00Z"), URL, null),
        argumentSet(
            "another account than it is now",
            registered(2, "2026-11-23T11:00:00Z"),
            "https://ca.example.com/account/0",
            "2026-11-24T11:00:00Z"),
        argumentSet(
            "known to fail", failed(2, "2026-11-23T12:30:00Z"), URL, "2026-11-23T12:30:00Z"));
  }

  @ParameterizedTest
  @MethodSource("rejections")
  void anAccountThatTheCaRejectedIsLookedAtOnceAMinuteAtMost(
      AcmeAccount account, String rejectedUrl, @Nullable Instant until) {
    assertThat(AccountObservation.restUntil(account, Optional.of(rejectedUrl), NOW))
        .isEqualTo(Optional.ofNullable(until));
  }

  @Test
  void itIsRememberedSinceWhenAKeyWaitsWhateverBecomesOfTheSpec() {
    var since = Instant.parse("2026-11-23T11:30:00Z");

    assertThat(AccountObservation.awaitingChallengesSince(awaiting(2))).contains(since);
    assertThat(AccountObservation.awaitingChallengesSince(awaiting(1))).contains(since);
    assertThat(AccountObservation.isAwaitingChallenges(awaiting(2))).isTrue();
    assertThat(AccountObservation.isAwaitingChallenges(awaiting(1))).isFalse();
    assertThat(AccountObservation.awaitingChallengesSince(SeenAccount.withoutStatus())).isEmpty();
  }

  private static AcmeAccount awaiting(int observedGeneration) {
    return status(
        """
        observedGeneration: %d
        accountURL: https://ca.example.com/account/1
        directoryCheckedAt: "2026-11-23T11:30:00Z"
        conditions:
        - {type: Ready, status: "True", reason: KeyRolloverWaiting, message: "", lastTransitionTime: "2026-11-20T11:30:00Z"}
        - {type: Reconciling, status: "True", reason: KeyRolloverWaiting, message: "", lastTransitionTime: "2026-11-23T11:30:00Z"}
        """
            .formatted(observedGeneration));
  }

  private static Arguments row(
      String name, AcmeAccount account, @Nullable String until, boolean settled) {
    return argumentSet(name, account, until == null ? null : Instant.parse(until), settled);
  }

  private static AcmeAccount registered(int observedGeneration, String checkedAt) {
    return status(
        """
        observedGeneration: %d
        accountURL: https://ca.example.com/account/1
        directoryCheckedAt: "%s"
        conditions:
        - {type: Ready, status: "True", reason: Registered}
        """
            .formatted(observedGeneration, checkedAt));
  }

  private static AcmeAccount failed(int observedGeneration, String retryAt) {
    return status(
        """
        observedGeneration: %d
        accountURL: https://ca.example.com/account/1
        directoryCheckedAt: "2026-11-23T11:00:00Z"
        failure: {count: 1, type: connection, message: Away., at: "2026-11-23T11:00:00Z", retryAt: "%s"}
        conditions:
        - {type: Ready, status: "True", reason: DirectoryCheckFailing}
        """
            .formatted(observedGeneration, retryAt));
  }

  private static AcmeAccount status(String yaml) {
    return SeenAccount.withStatus(yaml);
  }
}
