package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmeAccountStatus;
import dev.nodecert.operator.acme.AccountKey;
import dev.nodecert.operator.acme.AcmeAccounts;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.acme.CADirectory;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives an account another key (RFC 8555 section 7.3.5). The new key is stored before the CA hears
 * of it, and the old one kept until the CA knows the new one, so that whenever this process ends
 * the Secret has the key that the CA accepts.
 */
final class KeyRollover {

  private static final Logger LOG = LoggerFactory.getLogger(KeyRollover.class);

  private final AccountKeys keys;
  private final AcmeAccounts accounts;
  private final RunningChallenges challenges;

  KeyRollover(AccountKeys keys, AcmeAccounts accounts, RunningChallenges challenges) {
    this.keys = keys;
    this.accounts = accounts;
    this.challenges = challenges;
  }

  /** Finds out which key the account has, where a former rollover has not come to its end. */
  StoredKey settle(AcmeAccount account, CADirectory directory, StoredKey stored) {
    var successor = stored.successor();
    if (successor.isEmpty()) {
      return stored;
    }
    if (isAccountKey(directory, successor.get())) {
      return keys.promoteSuccessor(account, stored);
    }
    return stored.hasSuccessor(AccountKeys.wantedVersion(account))
        ? stored
        : keys.dropSuccessor(account, stored);
  }

  private boolean isAccountKey(CADirectory directory, AccountKey key) {
    return accounts.find(directory, key).isPresent();
  }

  /** Which orders an account's key still waits for, without a word to the CA. */
  Optional<KeyDecision.AwaitChallenges> awaited(AcmeAccount account, Instant now) {
    return AccountObservation.isAwaitingChallenges(account)
            && decide(account, inUse(account), now) instanceof KeyDecision.AwaitChallenges awaited
        ? Optional.of(awaited)
        : Optional.empty();
  }

  private static int inUse(AcmeAccount account) {
    var version = account.getStatus().keyVersion();
    return version == null ? AccountKeys.wantedVersion(account) : version;
  }

  /** Takes the key one step towards the version that spec asks for. */
  AcmeAccountStatus advance(AcmeAccount account, Registration registration, Instant now) {
    var statuses = new AccountStatusFactory(account, now);
    return switch (decide(account, registration.key().version(), now)) {
      case KeyDecision.Keep _ -> statuses.registered(registration);
      case KeyDecision.AwaitChallenges awaited ->
          statuses.awaitingChallenges(registration, awaited);
      case KeyDecision.RollOver _ -> rollOver(account, registration, statuses);
    };
  }

  private KeyDecision decide(AcmeAccount account, int inUse, Instant now) {
    int wanted = AccountKeys.wantedVersion(account);
    return KeyDecision.of(
        inUse,
        wanted,
        () -> challenges.of(account.getMetadata().getName(), now),
        AccountObservation.awaitingChallengesSince(account),
        now);
  }

  private AcmeAccountStatus rollOver(
      AcmeAccount account, Registration registration, AccountStatusFactory statuses) {
    try {
      return statuses.registered(registration.with(replaceKey(account, registration)));
    } catch (AccountRefusedException refusal) {
      LOG.warn("the key cannot be rolled over: {}: {}", refusal.reason(), refusal.message());
      return statuses.rolloverFailed(registration, refusal);
    } catch (AcmeFailure failure) {
      LOG.warn("the key was not rolled over: {}: {}", failure.type(), failure.message(), failure);
      return statuses.rolloverFailed(registration, failure);
    }
  }

  private StoredKey replaceKey(AcmeAccount account, Registration registration)
      throws AccountRefusedException {
    var directory = registration.directory();
    var stored =
        registration.key().successor().isPresent()
            ? registration.key()
            : keys.addSuccessor(account, directory.url(), registration.key());
    var successor = stored.successor().orElseThrow();
    changeKey(registration, successor);
    return keys.promoteSuccessor(account, stored);
  }

  /** Ends only once the CA has said by itself that it knows the new key. */
  private void changeKey(Registration registration, AccountKey successor) {
    try {
      accounts.changeKey(registration.login(), successor);
    } catch (AcmeFailure failure) {
      if (isAccountKeyAfter(failure, registration.directory(), successor)) {
        return;
      }
      throw failure;
    }
    if (!isAccountKey(registration.directory(), successor)) {
      throw new AcmeFailure(
          "unexpectedAnswer",
          "The CA has accepted the new key and does not know it.",
          Optional.empty());
    }
  }

  /** An answer may be lost after the CA has done what it was asked. */
  private boolean isAccountKeyAfter(
      AcmeFailure failure, CADirectory directory, AccountKey successor) {
    try {
      return isAccountKey(directory, successor);
    } catch (AcmeFailure another) {
      failure.addSuppressed(another);
      return false;
    }
  }
}
