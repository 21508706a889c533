package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.Renewal;
import dev.nodecert.api.v1alpha1.RenewalWindow;
import dev.nodecert.operator.account.AccountLogins;
import dev.nodecert.operator.account.AccountRefusedException;
import dev.nodecert.operator.acme.AcmeClient;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.acme.RenewalInformation;
import dev.nodecert.operator.secret.TlsSecret;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the CA when it wants a certificate to be renewed (RFC 9773). */
final class RenewalInfoReader {

  private static final Logger LOG = LoggerFactory.getLogger(RenewalInfoReader.class);

  /** A CA that has no renewal information may have it one day. */
  private static final Duration UNSUPPORTED_RECHECK = Duration.ofDays(1);

  private final AcmeClient acme;
  private final AccountLogins logins;

  RenewalInfoReader(AcmeClient acme, AccountLogins logins) {
    this.acme = acme;
    this.logins = logins;
  }

  /** What is known afterwards; what was known before, where the CA does not answer. */
  Renewal ask(Observation o, TlsSecret content) {
    try {
      return answered(answer(o.knownAccount().orElseThrow(), content), o, content);
    } catch (AcmeFailure | AccountRefusedException failure) {
      LOG.info("the CA does not say when to renew: {}", failure.getMessage());
      return unanswered(o, content);
    }
  }

  /** What is known after an answer; empty where the CA never says. */
  static Renewal answered(Optional<RenewalInformation> answer, Observation o, TlsSecret content) {
    return answer
        .map(info -> renewal(info, nextTry(o, content)))
        .orElseGet(() -> unsupported(o.now().plus(UNSUPPORTED_RECHECK)));
  }

  /** What is known after none. */
  static Renewal unanswered(Observation o, TlsSecret content) {
    var nextTry = nextTry(o, content);
    return o.knownRenewal(content)
        .map(former -> asBefore(former, nextTry))
        .orElseGet(() -> unsupported(nextTry));
  }

  private static Instant nextTry(Observation o, TlsSecret content) {
    return o.now().plus(o.renewal(content).betweenChecks());
  }

  private Optional<RenewalInformation> answer(AcmeAccount account, TlsSecret content)
      throws AccountRefusedException {
    return acme.renewalInformation(logins.of(account), content.chain().leaf());
  }

  private static Renewal renewal(RenewalInformation info, Instant nextTry) {
    return new Renewal(
        info.start(),
        "",
        new RenewalWindow(info.start(), info.end()),
        info.explanationUrl().orElse(null),
        info.lookAgain().orElse(nextTry).truncatedTo(ChronoUnit.SECONDS));
  }

  private static Renewal unsupported(Instant nextTry) {
    return new Renewal(nextTry, "", null, null, nextTry.truncatedTo(ChronoUnit.SECONDS));
  }

  private static Renewal asBefore(Renewal former, Instant nextTry) {
    return new Renewal(
        former.at(),
        former.reason(),
        former.window(),
        former.explanationURL(),
        nextTry.truncatedTo(ChronoUnit.SECONDS));
  }
}
