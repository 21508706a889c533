package dev.nodecert.operator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmeAccountStatus;
import dev.nodecert.api.v1alpha1.AcmeProfile;
import dev.nodecert.api.v1alpha1.Condition;
import dev.nodecert.api.v1alpha1.Failure;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.acme.CADirectory;
import dev.nodecert.operator.acme.DirectoryMetadata;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AccountStatusFactoryTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.5Z");
  private static final Instant NOW_IN_SECONDS = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant BEFORE = Instant.parse("2026-11-22T12:00:00Z");
  private static final URI DIRECTORY_URL = URI.create("https://ca.example.com/directory");
  private static final String ACCOUNT_URL = "https://ca.example.com/account/1";
  private static final String TERMS = "https://ca.example.com/terms";
  private static final DirectoryMetadata DIRECTORY =
      new DirectoryMetadata(
          Optional.of(TERMS),
          Optional.of("https://ca.example.com"),
          List.of("ca.example.com"),
          true,
          Map.of("shortlived", "Six days", "classic", ""));

  private static final StoredKey KEY = SeenAccount.key(2);

  @Test
  void aRegisteredAccountTellsWhatIsKnownOfItAndItsCa() {
    var status = registered(SeenAccount.withoutStatus(), TERMS);

    assertThat(status)
        .isEqualTo(
            new AcmeAccountStatus(
                2L,
                ACCOUNT_URL,
                DIRECTORY_URL.toString(),
                TERMS,
                TERMS,
                "https://ca.example.com",
                List.of("ca.example.com"),
                true,
                List.of(new AcmeProfile("classic", ""), new AcmeProfile("shortlived", "Six days")),
                KEY.key().thumbprint(),
                2,
                NOW_IN_SECONDS,
                null,
                status.conditions()));
    assertThat(summary(status))
        .containsExactly(
            "Ready=True:Registered", "Reconciling=False:Registered", "Stalled=False:Registered");
  }

  @Test
  void aCaThatSaysLittleLeavesLittle() {
    var silent =
        new DirectoryMetadata(Optional.empty(), Optional.empty(), List.of(), false, Map.of());

    var status =
        new AccountStatusFactory(SeenAccount.withoutStatus(), NOW)
            .registered(registration(null, silent));

    assertThat(status.termsOfService()).isNull();
    assertThat(status.website()).isNull();
    assertThat(status.externalAccountRequired()).isFalse();
    assertThat(status.profiles()).isEmpty();
  }

  @Test
  void otherTermsAreToldAndTheAccountStaysReady() {
    var status = registered(SeenAccount.withoutStatus(), "https://ca.example.com/old-terms");

    assertThat(summary(status)).first().isEqualTo("Ready=True:TermsChanged");
    assertThat(status.agreedTermsOfService()).isEqualTo("https://ca.example.com/old-terms");
    assertThat(status.conditions().getFirst().message()).contains(TERMS, "old-terms");
  }

  @Test
  void aSuccessEndsTheFailuresAndBecomesATransition() {
    var account = former(2, "False", "RegistrationFailed", 3);

    var status = registered(account, TERMS);

    assertThat(status.failure()).isNull();
    assertThat(status.conditions().getFirst().lastTransitionTime()).isEqualTo(NOW_IN_SECONDS);
  }

  @Test
  void aRefusedAccountIsStalledAndKeepsWhatIsKnownOfIt() {
    var refusal = new AccountRefusedException("KeyInvalid", "Put the key there.");

    var status = new AccountStatusFactory(former(1, "True", "Registered", 0), NOW).refused(refusal);

    assertThat(summary(status))
        .containsExactly(
            "Ready=False:KeyInvalid", "Reconciling=False:KeyInvalid", "Stalled=True:KeyInvalid");
    assertThat(status.conditions())
        .filteredOn(c -> !c.type().equals("Reconciling"))
        .extracting(Condition::message)
        .containsOnly("Put the key there.");
    assertThat(status.accountURL()).isEqualTo(ACCOUNT_URL);
    assertThat(status.keyThumbprint()).isEqualTo("thumbprint");
    assertThat(status.keyVersion()).isEqualTo(2);
    assertThat(status.directoryCheckedAt()).isEqualTo(BEFORE);
    assertThat(status.observedGeneration()).isEqualTo(2);
    assertThat(status.failure()).isNull();
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        argumentSet(
            "a new account",
            SeenAccount.withoutStatus(),
            "connection",
            List.of("Ready=False:RegistrationFailed", "Reconciling=True:RegistrationFailed")),
        argumentSet(
            "the daily look at a registered one",
            former(2, "True", "Registered", 0),
            "connection",
            List.of("Ready=True:DirectoryCheckFailing", "Reconciling=False:DirectoryCheckFailing")),
        argumentSet(
            "the second failure in a row",
            former(2, "True", "DirectoryCheckFailing", 1),
            "rateLimited",
            List.of("Ready=True:DirectoryCheckFailing", "Reconciling=False:DirectoryCheckFailing")),
        argumentSet(
            "a changed spec",
            former(1, "True", "Registered", 0),
            "connection",
            List.of("Ready=False:RegistrationFailed", "Reconciling=True:RegistrationFailed")),
        argumentSet(
            "the second failure of a changed spec",
            former(2, "False", "RegistrationFailed", 1),
            "connection",
            List.of("Ready=False:RegistrationFailed", "Reconciling=True:RegistrationFailed")),
        argumentSet(
            "one that was refused before",
            former(2, "False", "KeyInvalid", 0),
            "connection",
            List.of("Ready=False:RegistrationFailed", "Reconciling=True:RegistrationFailed")),
        argumentSet(
            "one that the CA has deactivated",
            former(2, "True", "Registered", 0),
            "unauthorized",
            List.of("Ready=False:RegistrationFailed", "Reconciling=True:RegistrationFailed")),
        argumentSet(
            "one that the CA no longer knows",
            former(2, "True", "Registered", 0),
            "accountDoesNotExist",
            List.of("Ready=False:RegistrationFailed", "Reconciling=True:RegistrationFailed")));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void onlyAnAccountThatStillWorksStaysReadyWhileItsCaIsAway(
      AcmeAccount account, String type, List<String> conditions) {
    var status = failed(account, type, Optional.empty());

    assertThat(summary(status))
        .containsExactly(conditions.getFirst(), conditions.getLast(), "Stalled=False:Retrying");
    assertThat(status.accountURL()).isEqualTo(accountUrl(account));
  }

  @Test
  void anAccountThatTheCaHasEndedIsStalledAndYetLookedAtAgain() {
    var status = failed(former(2, "True", "Registered", 0), AcmeFailure.ACCOUNT_DEACTIVATED);

    assertThat(summary(status))
        .containsExactly(
            "Ready=False:AccountDeactivated",
            "Reconciling=False:AccountDeactivated",
            "Stalled=True:AccountDeactivated");
    assertThat(status.conditions().getFirst().message())
        .contains("Away.", "Delete this AcmeAccount and its key's Secret");
    assertThat(status.failure()).isNotNull();
  }

  @Test
  void anAccountWhoseKeyWaitsForChallengesIsReadyAndTellsForWhich() {
    var status =
        new AccountStatusFactory(SeenAccount.wanting(3), NOW)
            .awaitingChallenges(
                registration(TERMS, DIRECTORY),
                new KeyDecision.AwaitChallenges(List.of("a/1", "a/2", "a/3", "b/4", "b/5")));

    assertThat(summary(status))
        .containsExactly(
            "Ready=True:KeyRolloverWaiting",
            "Reconciling=True:KeyRolloverWaiting",
            "Stalled=False:KeyRolloverWaiting");
    assertThat(status.conditions().getFirst().message())
        .contains("version 3")
        .endsWith("now run those of a/1, a/2, a/3 and 2 more.");
    assertThat(status.keyVersion()).isEqualTo(2);
  }

  @Test
  void whatAWaitingKeyWaitsForIsToldAnewAndAllElseStays() {
    var account = former(2, "True", "KeyRolloverWaiting", 0);

    var status =
        new AccountStatusFactory(account, NOW)
            .stillAwaiting(new KeyDecision.AwaitChallenges(List.of("a/1")));

    assertThat(status.conditions().getFirst().message()).endsWith("now run those of a/1.");
    assertThat(status.directoryCheckedAt()).isEqualTo(BEFORE);
    assertThat(status.keyThumbprint()).isEqualTo("thumbprint");
  }

  @Test
  void anAccountWorksOnWithItsOldKeyWhenTheCaDoesNotTakeTheNewOne() {
    var status =
        new AccountStatusFactory(SeenAccount.wanting(3), NOW)
            .rolloverFailed(
                registration(TERMS, DIRECTORY),
                new AcmeFailure("badPublicKey", "Not that curve.", Optional.empty()));

    assertThat(summary(status))
        .containsExactly(
            "Ready=True:KeyRolloverFailing",
            "Reconciling=True:KeyRolloverFailing",
            "Stalled=False:KeyRolloverFailing");
    assertThat(status.conditions().getFirst().message())
        .contains("version 2 still", "version 3", "Not that curve.");
    assertThat(status.keyThumbprint()).isEqualTo(KEY.key().thumbprint());
    assertThat(status.failure()).isNotNull();
    assertThat(status.failure().type()).isEqualTo("badPublicKey");
    assertThat(status.failure().retryAt()).isAfter(NOW);
  }

  @Test
  void aNewKeyThatCannotBeStoredIsTriedAgainToo() {
    var status =
        new AccountStatusFactory(SeenAccount.wanting(3), NOW)
            .rolloverFailed(
                registration(TERMS, DIRECTORY),
                new AccountRefusedException("SecretNotOurs", "Delete that Secret."));

    assertThat(summary(status)).first().isEqualTo("Ready=True:KeyRolloverFailing");
    assertThat(status.failure())
        .extracting(Failure::type, Failure::message)
        .containsExactly("SecretNotOurs", "Delete that Secret.");
  }

  @Test
  void failuresInARowAreCounted() {
    var failure = failed(former(2, "True", "DirectoryCheckFailing", 2), "connection").failure();

    assertThat(failure).isNotNull();
    assertThat(failure.count()).isEqualTo(3);
    assertThat(failure.type()).isEqualTo("connection");
    assertThat(failure.message()).isEqualTo("Away.");
    assertThat(failure.at()).isEqualTo(NOW_IN_SECONDS);
    assertThat(failure.retryAt()).isAfter(NOW.plus(Duration.ofMinutes(99)));
  }

  @Test
  void aChangedSpecBeginsANewRow() {
    assertThat(failed(former(1, "False", "RegistrationFailed", 2), "connection").failure())
        .extracting(Failure::count)
        .isEqualTo(1);
  }

  @Test
  void theCasWishIsKept() {
    var wish = Instant.parse("2026-11-23T15:00:00Z");

    assertThat(failed(SeenAccount.withoutStatus(), "rateLimited", Optional.of(wish)).failure())
        .extracting(Failure::retryAt)
        .isEqualTo(wish);
  }

  private static AcmeAccountStatus registered(AcmeAccount account, String agreedTerms) {
    return new AccountStatusFactory(account, NOW).registered(registration(agreedTerms, DIRECTORY));
  }

  private static Registration registration(
      @Nullable String agreedTerms, DirectoryMetadata metadata) {
    return new Registration(
        new CADirectory(DIRECTORY_URL, Optional.empty()),
        metadata,
        KEY,
        URI.create(ACCOUNT_URL),
        agreedTerms);
  }

  private static AcmeAccountStatus failed(AcmeAccount account, String type) {
    return failed(account, type, Optional.empty());
  }

  private static AcmeAccountStatus failed(
      AcmeAccount account, String type, Optional<Instant> retryAfter) {
    return new AccountStatusFactory(account, NOW)
        .failed(new AcmeFailure(type, "Away.", retryAfter));
  }

  private static @Nullable String accountUrl(AcmeAccount account) {
    return account.getStatus() == null ? null : account.getStatus().accountURL();
  }

  /** An account that was registered once, its Ready condition, and how often it has failed. */
  private static AcmeAccount former(
      int observedGeneration, String ready, String reason, int failures) {
    return SeenAccount.withStatus(
        """
        observedGeneration: %d
        accountURL: https://ca.example.com/account/1
        keyThumbprint: thumbprint
        keyVersion: 2
        directoryCheckedAt: "2026-11-22T12:00:00Z"
        failure: %s
        conditions:
        - {type: Ready, status: "%s", reason: %s, message: "", lastTransitionTime: "2026-11-22T12:00:00Z"}
        """
            .formatted(
                observedGeneration, failures == 0 ? "null" : failure(failures), ready, reason));
  }

  private static String failure(int count) {
    return """
    {count: %d, type: connection, message: Away., at: "2026-11-22T12:00:00Z", retryAt: "2026-11-23T12:00:00Z"}\
    """
        .formatted(count);
  }

  private static List<String> summary(AcmeAccountStatus status) {
    return status.conditions().stream().map(AccountStatusFactoryTest::summary).toList();
  }

  private static String summary(Condition condition) {
    var status =
        switch (condition.status()) {
          case TRUE -> "True";
          case FALSE -> "False";
          case UNKNOWN -> "Unknown";
        };
    return "%s=%s:%s".formatted(condition.type(), status, condition.reason());
  }
}
