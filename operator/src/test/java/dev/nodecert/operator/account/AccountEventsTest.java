package dev.nodecert.operator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.api.v1alpha1.AcmeAccountStatus;
import dev.nodecert.operator.account.AccountEvents.News;
import dev.nodecert.operator.account.AccountEvents.Normal;
import dev.nodecert.operator.account.AccountEvents.Warning;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AccountEventsTest {

  private static final AcmeAccountStatus NEW = status("{observedGeneration: -1}");
  private static final AcmeAccountStatus REGISTERED = registered(1, 1, "Registered", 0);
  private static final Warning REPLACED =
      new Warning(
          "AccountReplaced",
          "The account is https://ca.example.com/account/2 now: the CA no longer knew"
              + " https://ca.example.com/account/1, or its key was replaced.");
  private static final Normal ROLLED_OVER =
      new Normal(
          "KeyRolledOver", "The account's key is version 2 now, with the thumbprint print-2.");

  static Stream<Arguments> transitions() {
    return Stream.of(
        argumentSet("registered for the first time", NEW, REGISTERED, List.of()),
        argumentSet("nothing new", REGISTERED, REGISTERED, List.of()),
        argumentSet("made again", REGISTERED, registered(2, 1, "Registered", 0), List.of(REPLACED)),
        argumentSet(
            "rolled over", REGISTERED, registered(1, 2, "Registered", 0), List.of(ROLLED_OVER)),
        argumentSet(
            "both at once",
            REGISTERED,
            registered(2, 2, "Registered", 0),
            List.of(REPLACED, ROLLED_OVER)),
        argumentSet(
            "the key is refused",
            REGISTERED,
            registered(1, 1, "KeyRolloverFailing", 1),
            List.of(new Warning("KeyRolloverFailing", "Why."))),
        argumentSet(
            "and again",
            registered(1, 1, "KeyRolloverFailing", 1),
            registered(1, 1, "KeyRolloverFailing", 2),
            List.of(new Warning("KeyRolloverFailing", "Why."))),
        argumentSet(
            "ended by the CA",
            REGISTERED,
            registered(1, 1, "AccountDeactivated", 1),
            List.of(new Warning("AccountDeactivated", "Why."))),
        argumentSet(
            "still ended",
            registered(1, 1, "AccountDeactivated", 1),
            registered(1, 1, "AccountDeactivated", 2),
            List.of()));
  }

  @ParameterizedTest
  @MethodSource("transitions")
  void whatIsNewIsToldOnce(AcmeAccountStatus former, AcmeAccountStatus status, List<News> news) {
    assertThat(AccountEvents.news(former, status)).isEqualTo(news);
  }

  private static AcmeAccountStatus registered(
      int account, int keyVersion, String reason, int failures) {
    return status(
        """
        accountURL: https://ca.example.com/account/%d
        keyThumbprint: print-%d
        keyVersion: %2$d
        failure: {count: %d, type: any, message: Why., at: "2026-11-23T11:00:00Z", retryAt: "2026-11-23T12:00:00Z"}
        conditions:
        - {type: Ready, status: "True", reason: %s, message: Why.}
        """
            .formatted(account, keyVersion, failures, reason));
  }

  private static AcmeAccountStatus status(String yaml) {
    return Serialization.unmarshal("---\n" + yaml, AcmeAccountStatus.class);
  }
}
