package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.operator.account.AccountEvents.News;
import dev.nodecert.operator.account.AccountEvents.Normal;
import dev.nodecert.operator.account.AccountEvents.Warning;
import dev.nodecert.operator.acme.AccountKey;
import dev.nodecert.operator.acme.AcmeAccountLogin;
import dev.nodecert.operator.acme.AcmeAccounts;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.acme.CADirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Ends an account at its CA (RFC 8555 section 7.3.6), within two minutes or not at all. */
final class AccountDeactivation {

  /** The last try may itself take as long as the CA leaves us without an answer. */
  private static final Duration LAST_TRY = Duration.ofSeconds(90);

  private final CABundles caBundles;
  private final AccountKeys keys;
  private final AcmeAccounts accounts;

  AccountDeactivation(CABundles caBundles, AccountKeys keys, AcmeAccounts accounts) {
    this.caBundles = caBundles;
    this.keys = keys;
    this.accounts = accounts;
  }

  /** How it ended. */
  sealed interface Outcome {

    /** There is nothing more to do. */
    record Over(Optional<News> news) implements Outcome {}

    /** The CA is asked again. */
    record TryAgain() implements Outcome {}
  }

  /** Tries it once. */
  Outcome attempt(AcmeAccount account, Instant now) {
    try {
      return over(deactivate(account));
    } catch (AccountRefusedException refusal) {
      return over(left(account, refusal.message()));
    } catch (AcmeFailure failure) {
      return afterFailure(account, failure, now);
    }
  }

  static Outcome afterFailure(AcmeAccount account, AcmeFailure failure, Instant now) {
    var lastTry = Instant.parse(account.getMetadata().getDeletionTimestamp()).plus(LAST_TRY);
    return now.isBefore(lastTry) ? new Outcome.TryAgain() : over(left(account, failure.message()));
  }

  private Optional<News> deactivate(AcmeAccount account) throws AccountRefusedException {
    var url = WellKnownDirectory.url(account.getSpec().directory());
    var directory = new CADirectory(url, caBundles.read(account.getSpec().caBundle()));
    var stored = keys.find(account, url);
    if (stored.isEmpty()) {
      return left(account, "Its key is gone.");
    }
    var ended = end(account, directory, stored.get());
    if (ended.isEmpty()) {
      return left(account, "The CA knows no account by its key.");
    }
    keys.discard(account, stored.get());
    return Optional.of(
        new Normal("Deactivated", "The account %s is deactivated.".formatted(ended.get())));
  }

  /** The URL of the account that is no more; empty where the CA knows none. */
  private Optional<String> end(AcmeAccount account, CADirectory directory, StoredKey stored) {
    try {
      var login = login(directory, stored);
      login.ifPresent(accounts::deactivate);
      return login.map(it -> it.accountUrl().toString());
    } catch (AcmeFailure failure) {
      if (failure.is(AcmeFailure.ACCOUNT_DEACTIVATED)) {
        return accountUrl(account).or(() -> Optional.of("of its key"));
      }
      throw failure;
    }
  }

  /** As the one key or the other, for a rollover may not have come to its end. */
  private Optional<AcmeAccountLogin> login(CADirectory directory, StoredKey stored) {
    return Stream.concat(stored.successor().stream(), Stream.of(stored.key()))
        .flatMap(key -> login(directory, key).stream())
        .findFirst();
  }

  private Optional<AcmeAccountLogin> login(CADirectory directory, AccountKey key) {
    return accounts
        .find(directory, key)
        .map(found -> new AcmeAccountLogin(directory, found.url(), key));
  }

  private static Optional<String> accountUrl(AcmeAccount account) {
    return Optional.ofNullable(account.getStatus()).map(status -> status.accountURL());
  }

  /** Nothing is told of an account that never was. */
  private static Optional<News> left(AcmeAccount account, String why) {
    return accountUrl(account)
        .map(url ->
            new Warning(
                "NotDeactivated", "The account %s was not deactivated. %s".formatted(url, why)));
  }

  private static Outcome over(Optional<News> news) {
    return new Outcome.Over(news);
  }
}
