package dev.nodecert.operator.certificate;

import static dev.nodecert.operator.certificate.Seen.aNewCertificate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.api.v1alpha1.OperationState;
import dev.nodecert.operator.certificate.Neighbours.Claim;
import dev.nodecert.operator.certificate.Neighbours.FormerSecret;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.x509.TestChain;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done next, for all that may be seen at noon of 2026-11-23. */
class PlannerTest {

  private static final String LAST_MONTH = "2026-10-24T12:00:00Z";
  private static final String NEXT_MONTH = "2026-12-22T12:00:00Z";
  private static final String IN_JANUARY = "2027-01-22T12:00:00Z";

  /**
   * Of the time from last month to January: 2026-12-23, and a little earlier for this certificate.
   */
  private static final String A_THIRD_OF_IT_LEFT = "Rest until 2026-12-22T00:25:32Z";

  private static final String CURRENT = TestChain.SERIAL + "/keyCompromise";

  static Stream<Arguments> nothingInTheSecret() {
    return Stream.of(
        row("nothing yet", aNewCertificate(), "StartOrder SecretMissing"),
        row("no status yet", aNewCertificate().withoutStatus(), "StartOrder SecretMissing"),
        row("an order runs", aNewCertificate().ordering(), "ContinueOrder"),
        row(
            "an order for another spec runs",
            aNewCertificate().orderingAnother(),
            "StartOrder SecretMissing"),
        row(
            "the Secret is damaged",
            aNewCertificate()
                .secret(new SecretState.Damaged(new Finding("KeyMismatch", "Not its key."))),
            "StartOrder KeyMismatch"));
  }

  static Stream<Arguments> aCertificateInTheSecret() {
    return Stream.of(
        row("in date", aNewCertificate().holding(LAST_MONTH, IN_JANUARY), A_THIRD_OF_IT_LEFT),
        row(
            "its renewal is due",
            aNewCertificate().holding("2026-09-24T12:00:00Z", "2026-12-23T12:00:00Z"),
            "StartOrder RenewalDue"),
        row(
            "its renewal is due in a second",
            aNewCertificate().holding("2026-09-25T23:34:29Z", "2026-12-24T23:34:29Z"),
            "Rest until 2026-11-23T12:00:01Z"),
        row(
            "its renewal runs",
            aNewCertificate().holding("2026-09-24T12:00:00Z", "2026-12-23T12:00:00Z").ordering(),
            "ContinueOrder"),
        row(
            "it expires now",
            aNewCertificate().holding(LAST_MONTH, "2026-11-23T12:00:00Z"),
            "StartOrder Expired"),
        row(
            "it was for another spec",
            aNewCertificate().specChanged().holdingAnother(LAST_MONTH, IN_JANUARY),
            "StartOrder SpecChanged"),
        row(
            "it was for another spec and has expired",
            aNewCertificate().holdingAnother("2026-01-01T00:00:00Z", LAST_MONTH),
            "StartOrder SpecChanged"),
        row(
            "it begins in an hour",
            aNewCertificate().holding("2026-11-23T13:00:00Z", IN_JANUARY),
            "Rest until 2026-11-23T13:00:00Z"),
        row(
            "in date, and an order that is no longer needed runs",
            aNewCertificate().holding(LAST_MONTH, IN_JANUARY).ordering(),
            A_THIRD_OF_IT_LEFT),
        row(
            "in date, and the account is not ready",
            aNewCertificate().holding(LAST_MONTH, IN_JANUARY).accountStatus(null),
            A_THIRD_OF_IT_LEFT));
  }

  static Stream<Arguments> whatIsMendedWithoutAnOrder() {
    var flaw = new Finding("MetadataDiffers", "Edited.");
    return Stream.of(
        row(
            "the Secret's metadata is edited",
            aNewCertificate().holdingFlawed(LAST_MONTH, IN_JANUARY, flaw),
            "Mend MetadataDiffers"),
        row(
            "the Secret's metadata is edited, and its renewal is due",
            aNewCertificate().holdingFlawed("2026-09-24T12:00:00Z", "2026-12-23T12:00:00Z", flaw),
            "StartOrder RenewalDue"),
        row(
            "the Secret has another name now",
            aNewCertificate().neighbours(left(LAST_MONTH, IN_JANUARY)),
            "Mend SecretRenamed"),
        row(
            "the Secret has another name now, and what it held has expired",
            aNewCertificate().neighbours(left("2026-01-01T00:00:00Z", LAST_MONTH)),
            "StartOrder SecretMissing"),
        row(
            "the Secret has another name now, and what it held is damaged",
            aNewCertificate().neighbours(left(Optional.empty())),
            "StartOrder SecretMissing"),
        row(
            "the former Secret is still marked as ours",
            aNewCertificate()
                .holding(LAST_MONTH, IN_JANUARY)
                .neighbours(left(LAST_MONTH, IN_JANUARY)),
            "Release [former-tls]"));
  }

  private static Neighbours left(String notBefore, String notAfter) {
    return left(aNewCertificate().holding(notBefore, notAfter).observation().held());
  }

  private static Neighbours left(Optional<TlsSecret> content) {
    return new Neighbours(
        List.of(new FormerSecret("former-tls", content)), List.of(), Optional.empty());
  }

  static Stream<Arguments> whatTheCAIsAskedAboutARenewal() {
    return Stream.of(
        row(
            "never yet",
            aNewCertificate().askingTheCA().holding(LAST_MONTH, IN_JANUARY),
            "AskRenewalInfo"),
        row(
            "never yet, and the account is not ready",
            aNewCertificate().askingTheCA().holding(LAST_MONTH, IN_JANUARY).accountStatus(null),
            A_THIRD_OF_IT_LEFT),
        row(
            "not long after it was issued",
            aNewCertificate().askingTheCA().holding("2026-11-23T07:00:00Z", IN_JANUARY),
            "Rest until 2026-11-23T13:00:00Z"),
        row(
            "again in an hour",
            aNewCertificate()
                .askingTheCA()
                .holding(LAST_MONTH, IN_JANUARY)
                .renewal(null, "2026-11-23T13:00:00Z"),
            "Rest until 2026-11-23T13:00:00Z"),
        row(
            "again now",
            aNewCertificate()
                .askingTheCA()
                .holding(LAST_MONTH, IN_JANUARY)
                .renewal(null, "2026-11-23T12:00:00Z"),
            "AskRenewalInfo"),
        row(
            "again now, by a process that has just started, when it is its turn",
            aNewCertificate()
                .askingTheCA()
                .holding(LAST_MONTH, IN_JANUARY)
                .renewal(null, "2026-11-23T12:00:00Z")
                .justStarted(),
            "Rest until 2026-11-23T12:01:58.580888094Z"),
        row(
            "again, and it wanted the renewal yesterday",
            aNewCertificate()
                .askingTheCA()
                .holding(LAST_MONTH, IN_JANUARY)
                .renewal("2026-11-22T11:00:00Z/2026-11-22T12:00:00Z", "2026-11-23T12:00:00Z"),
            "StartOrder RenewalDue"),
        row(
            "again tomorrow, and it wants the renewal before",
            aNewCertificate()
                .askingTheCA()
                .holding(LAST_MONTH, IN_JANUARY)
                .renewal("2026-11-23T12:00:01Z/2026-11-23T12:00:02Z", "2026-11-24T12:00:00Z"),
            "Rest until 2026-11-23T12:00:01Z"));
  }

  static Stream<Arguments> whatIsRevoked() {
    return Stream.of(
        row("the certificate in the Secret", holding().revoke(CURRENT), "Revoke keyCompromise"),
        row("it by its number", holding().revoke("05:EC:A1/1"), "Revoke keyCompromise"),
        row("one that is not in the Secret", holding().revoke("05eca2/1"), A_THIRD_OF_IT_LEFT),
        row(
            "none, for none is there",
            aNewCertificate().revoke(CURRENT),
            "StartOrder SecretMissing"),
        row("none while suspended", holding().revoke(CURRENT).suspended(), "Suspend"),
        row(
            "it although its account may not order",
            holding().revoke(CURRENT).accountAllowing("[]"),
            "Revoke keyCompromise"),
        row(
            "it again, for the Secret does not say that it is revoked",
            holding().revoke(CURRENT).taken(CURRENT, OperationState.Done),
            "Revoke keyCompromise"),
        row(
            "it again, after a kill",
            holding().revoke(CURRENT).taken(CURRENT, OperationState.Started),
            "Revoke keyCompromise"),
        row(
            "it again, whatever a status says of a refusal",
            holding().revoke(CURRENT).taken(CURRENT, OperationState.Refused),
            "Revoke keyCompromise"),
        row("nothing that is malformed", holding().revoke("05eca1"), "RefuseRevocation"),
        row(
            "nothing that is malformed, told already",
            holding().revoke("05eca1").taken("05eca1", OperationState.Refused),
            A_THIRD_OF_IT_LEFT),
        row("it was, and is replaced", holding().revoked().revoke(CURRENT), "StartOrder Revoked"),
        row("it was, and nobody asks any longer", holding().revoked(), "StartOrder Revoked"),
        row("a revoked one's order runs", holding().revoked().ordering(), "ContinueOrder"));
  }

  static Stream<Arguments> whatIsRevokedOnceItIsReplaced() {
    return Stream.of(
        row("an order has ended", holding().ordering().revokingOnReplace(), "RevokeReplaced"),
        row("no order has ended", holding().revokingOnReplace(), A_THIRD_OF_IT_LEFT),
        row("nobody wants it", holding().ordering(), A_THIRD_OF_IT_LEFT),
        row(
            "the order goes on",
            aNewCertificate()
                .holding("2026-09-24T12:00:00Z", "2026-12-23T12:00:00Z")
                .revokingOnReplace()
                .ordering(),
            "ContinueOrder"),
        row("a demand was left open", holding().ordering().revoke("01/1"), "RevokeReplaced"));
  }

  private static Seen holding() {
    return aNewCertificate().holding(LAST_MONTH, IN_JANUARY);
  }

  static Stream<Arguments> suspended() {
    return Stream.of(
        row("without a Secret", aNewCertificate().suspended(), "Suspend"),
        row(
            "with a renewal due",
            aNewCertificate().suspended().holding("2026-09-24T12:00:00Z", "2026-12-23T12:00:00Z"),
            "Suspend"),
        row("without an account", aNewCertificate().suspended().accountGone(), "Suspend"));
  }

  static Stream<Arguments> somebodyPutAnotherPairThere() {
    return Stream.of(
        row(
            "for other names",
            aNewCertificate()
                .holding(
                    TestChain.of(List.of("pve2.example.com"), Instant.parse(LAST_MONTH)),
                    aNewCertificate().hash()),
            "StartOrder NamesDiffer"),
        row(
            "for too many names",
            aNewCertificate()
                .holding(
                    TestChain.of(
                        List.of("pve1.example.com", "www.example.com", "pve2.example.com"),
                        Instant.parse(LAST_MONTH)),
                    aNewCertificate().hash()),
            "StartOrder NamesDiffer"),
        row(
            "with another kind of key",
            aNewCertificate()
                .privateKey("{algorithm: ECDSA, size: 384}")
                .holding(LAST_MONTH, IN_JANUARY),
            "StartOrder KeyDiffers"));
  }

  static Stream<Arguments> afterAFailure() {
    return Stream.of(
        row(
            "the next try is in a second",
            aNewCertificate().failed(1, "2026-11-23T12:00:01Z"),
            "AwaitRetry until 2026-11-23T12:00:01Z"),
        row(
            "the next try is due",
            aNewCertificate().failed(1, "2026-11-23T12:00:00Z"),
            "StartOrder SecretMissing"),
        row(
            "the order may still end well",
            aNewCertificate().ordering().failed(1, "2026-11-23T12:01:00Z"),
            "AwaitRetry until 2026-11-23T12:01:00Z"),
        row(
            "the order may still end well, and its next try is due",
            aNewCertificate().ordering().failed(1, "2026-11-23T12:00:00Z"),
            "ContinueOrder"),
        row(
            "a changed spec is tried at once",
            aNewCertificate().specChanged().failed(9, "2026-11-24T12:00:00Z"),
            "StartOrder SecretMissing"),
        row(
            "the certificate is in date after all",
            aNewCertificate().holding(LAST_MONTH, IN_JANUARY).failed(1, NEXT_MONTH),
            A_THIRD_OF_IT_LEFT));
  }

  static Stream<Arguments> aLimitOfTheCA() {
    var until = "AwaitLimit until 2026-11-24T12:00:00Z";
    return Stream.of(
        row("for the first", limited(), until),
        row(
            "for a renewal",
            limited().holding("2026-09-24T12:00:00Z", "2026-12-23T12:00:00Z"),
            until),
        row("not for an order that runs", limited().ordering(), "ContinueOrder"),
        row(
            "not where there is nothing to order",
            limited().holding(LAST_MONTH, IN_JANUARY),
            A_THIRD_OF_IT_LEFT),
        row(
            "after a failure that is not due again",
            limited().failed(1, "2026-11-23T12:00:01Z"),
            "AwaitRetry until 2026-11-23T12:00:01Z"),
        row("looked at again", limited().waitedForALimit(1, "2026-11-25T00:00:00Z"), until),
        row(
            "raised meanwhile",
            aNewCertificate().waitedForALimit(1, "2026-11-25T00:00:00Z"),
            "StartOrder SecretMissing"),
        row(
            "for a renewal by hand, which is not taken up",
            limited().holding(LAST_MONTH, IN_JANUARY).renew("2026-11-23T11:00:00Z"),
            until));
  }

  private static Seen limited() {
    return aNewCertificate().limitedUntil("2026-11-24T12:00:00Z");
  }

  static Stream<Arguments> aRenewalByHand() {
    return Stream.of(
        row("now", renew("2026-11-23T12:00:00Z"), "TakeUpRenewal"),
        row("in another zone, now", renew("2026-11-23T13:00:00+01:00"), "TakeUpRenewal"),
        row("in a second", renew("2026-11-23T12:00:01Z"), "Rest until 2026-11-23T12:00:01Z"),
        row("of an older certificate", renew("2026-10-24T12:00:00Z"), A_THIRD_OF_IT_LEFT),
        row(
            "taken up",
            renew("2026-11-23T11:00:00Z")
                .renewed("2026-11-23T11:00:00Z", OperationState.Started, "2026-11-23T12:00:00Z"),
            "StartOrder RenewalRequested"),
        row(
            "taken up, and made",
            aNewCertificate()
                .holding("2026-11-23T11:00:00Z", IN_JANUARY)
                .renew("2026-11-23T11:00:00.5Z")
                .renewed("2026-11-23T11:00:00.5Z", OperationState.Started, "2026-11-23T11:00:00Z"),
            "Rest until 2027-01-01T11:56:02Z"),
        row(
            "done, and an older Secret was put back",
            renew("2026-11-23T11:00:00Z")
                .renewed("2026-11-23T11:00:00Z", OperationState.Done, "2026-11-23T11:00:01Z"),
            A_THIRD_OF_IT_LEFT),
        row(
            "half an hour after another",
            renew("2026-11-23T12:00:00Z")
                .renewed("2026-11-23T11:30:00Z", OperationState.Done, "2026-11-23T11:30:00Z"),
            "Rest until 2026-11-23T12:30:00Z"),
        row(
            "an hour after another",
            renew("2026-11-23T12:00:00Z")
                .renewed("2026-11-23T11:00:00Z", OperationState.Done, "2026-11-23T11:00:00Z"),
            "TakeUpRenewal"),
        row("that nobody can read", renew("yes please"), "RefuseRenewal"),
        row(
            "that nobody can read, told already",
            renew("yes please").renewed("yes please", OperationState.Refused, LAST_MONTH),
            A_THIRD_OF_IT_LEFT),
        row("while another runs", renew("2026-11-23T12:00:00Z").ordering(), "ContinueOrder"),
        row(
            "while the last try failed",
            renew("2026-11-23T12:00:00Z").failed(1, "2026-11-23T12:00:01Z"),
            "AwaitRetry until 2026-11-23T12:00:01Z"),
        row("while it is suspended", renew("2026-11-23T12:00:00Z").suspended(), "Suspend"));
  }

  private static Seen renew(String value) {
    return aNewCertificate().holding(LAST_MONTH, IN_JANUARY).renew(value);
  }

  static Stream<Arguments> accountsThatCannotOrder() {
    return Stream.of(
        row(
            "never looked at",
            aNewCertificate().accountStatus(null),
            "AwaitAccount AccountNotReady"),
        row(
            "without a URL",
            aNewCertificate()
                .accountStatus(
                    """
                    conditions:
                    - {type: Ready, status: "True", reason: Registered}
                    """),
            "AwaitAccount AccountNotReady"),
        row(
            "not ready",
            aNewCertificate()
                .accountStatus(
                    """
                    accountURL: https://acme-v02.api.letsencrypt.org/acme/acct/1
                    conditions:
                    - {type: Ready, status: "False", reason: TermsNotAgreed}
                    """),
            "AwaitAccount AccountNotReady"),
        row(
            "not ready, and the next try is not due",
            aNewCertificate().accountStatus(null).failed(1, NEXT_MONTH),
            "AwaitAccount AccountNotReady"));
  }

  static Stream<Arguments> whatIsRefused() {
    return Stream.of(
        row(
            "in the operator's own namespace",
            aNewCertificate().inNamespace("nodecert").accountAllowing("[{namespaces: [\"*\"]}]"),
            "Refuse NamespaceNotAllowed"),
        row("without an account", aNewCertificate().accountGone(), "Refuse AccountNotFound"),
        row(
            "without an account, though the Secret is in date",
            aNewCertificate().holding(LAST_MONTH, IN_JANUARY).accountGone(),
            "Refuse AccountNotFound"),
        row(
            "in a namespace that the account does not serve",
            aNewCertificate().inNamespace("other"),
            "Refuse NamespaceNotAllowed"),
        row(
            "for a name that the account does not serve",
            aNewCertificate()
                .accountAllowing("[{namespaces: [proxy], domains: [www.example.com]}]"),
            "Refuse DomainNotAllowed"),
        row(
            "into somebody's Secret",
            aNewCertificate()
                .secret(new SecretState.Foreign(new Finding("SecretNotOurs", "Not ours."))),
            "Refuse SecretNotOurs"),
        row(
            "for a name that another namespace has",
            aNewCertificate()
                .neighbours(
                    new Neighbours(
                        List.of(),
                        List.of(new Claim("www.example.com", "other/pve9")),
                        Optional.empty())),
            "Refuse NameClaimed"),
        row(
            "by a profile that the CA does not offer",
            aNewCertificate()
                .profile("eternal")
                .accountStatus(
                    """
                    accountURL: https://acme-v02.api.letsencrypt.org/acme/acct/1
                    directoryCheckedAt: "2026-11-23T11:00:00Z"
                    profiles: [{name: shortlived}]
                    conditions:
                    - {type: Ready, status: "True", reason: Registered}
                    """),
            "Refuse ProfileNotOffered"),
        row(
            "by a profile of which nothing is known yet",
            aNewCertificate().profile("eternal"),
            "StartOrder SecretMissing"),
        row(
            "into a Secret that an older one asked for",
            aNewCertificate().neighbours(wantingTheSecret()),
            "Refuse SecretNotOurs"),
        row(
            "into our Secret, though an older one asks for it now",
            aNewCertificate().holding(LAST_MONTH, IN_JANUARY).neighbours(wantingTheSecret()),
            A_THIRD_OF_IT_LEFT),
        row(
            "into a Secret that cannot be written",
            aNewCertificate()
                .secret(
                    new SecretState.Unwritable(
                        new Finding("SecretImmutable", "Immutable."), Optional.empty())),
            "Refuse SecretImmutable"),
        row(
            "a renewal that the account no longer serves",
            aNewCertificate()
                .holding("2026-09-24T12:00:00Z", NEXT_MONTH)
                .ordering()
                .accountAllowing("[{namespaces: [other]}]"),
            "Refuse NamespaceNotAllowed"));
  }

  private static Neighbours wantingTheSecret() {
    return new Neighbours(List.of(), List.of(), Optional.of("proxy/older"));
  }

  @ParameterizedTest
  @MethodSource({
    "nothingInTheSecret",
    "aCertificateInTheSecret",
    "whatIsMendedWithoutAnOrder",
    "somebodyPutAnotherPairThere",
    "whatTheCAIsAskedAboutARenewal",
    "whatIsRevoked",
    "whatIsRevokedOnceItIsReplaced",
    "suspended",
    "afterAFailure",
    "aLimitOfTheCA",
    "aRenewalByHand",
    "accountsThatCannotOrder",
    "whatIsRefused"
  })
  void whatIsSeenDecidesWhatIsDone(Seen seen, String decision) {
    assertThat(describe(Planner.decide(seen.observation(), seen.allowance()))).isEqualTo(decision);
  }

  private static Arguments row(String situation, Seen seen, String decision) {
    return argumentSet(situation, seen, decision);
  }

  static String describe(Decision decision) {
    return switch (decision) {
      case Decision.Refuse(var why) -> "Refuse " + why.reason();
      case Decision.AwaitAccount(var why) -> "AwaitAccount " + why.reason();
      case Decision.Rest(var until) -> "Rest until " + until;
      case Decision.AskRenewalInfo _ -> "AskRenewalInfo";
      case Decision.AwaitRetry(var until) -> "AwaitRetry until " + until;
      case Decision.AwaitLimit(var why) -> "AwaitLimit until " + why.retryAt();
      case Decision.Suspend _ -> "Suspend";
      case Decision.Mend(var why, _) -> "Mend " + why.reason();
      case Decision.AwaitUpload(var until) -> "AwaitUpload until " + until;
      case Decision.Sign(var why, _) -> "Sign " + why.reason();
      case Decision.Install(var why, _) -> "Install " + why.reason();
      case Decision.Release(var names) -> "Release " + names;
      case Decision.RefuseRenewal _ -> "RefuseRenewal";
      case Decision.TakeUpRenewal _ -> "TakeUpRenewal";
      case Decision.StartOrder(var why) -> "StartOrder " + why.reason();
      case Decision.ContinueOrder _ -> "ContinueOrder";
      case Decision.Revoke(var demand, _) -> "Revoke " + demand.reason();
      case Decision.RefuseRevocation _ -> "RefuseRevocation";
      case Decision.RevokeReplaced _ -> "RevokeReplaced";
    };
  }
}
