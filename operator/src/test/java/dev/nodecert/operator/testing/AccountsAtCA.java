package dev.nodecert.operator.testing;

import dev.nodecert.operator.acme.AccountKey;
import dev.nodecert.operator.acme.AcmeAccountLogin;
import dev.nodecert.operator.acme.AcmeAccounts;
import dev.nodecert.operator.acme.AcmeClient;
import dev.nodecert.operator.acme.CADirectory;
import dev.nodecert.operator.acme.RegisteredAccount;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.MalformedPemException;
import dev.nodecert.testenv.Pebble;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a CA says of accounts to whoever has their keys. */
public final class AccountsAtCA {

  private final CADirectory directory;

  /** Asks a CA. */
  public AccountsAtCA(Pebble pebble) {
    this.directory = directory(pebble);
  }

  private static CADirectory directory(Pebble pebble) {
    try {
      return new CADirectory(
          pebble.directory(), Optional.of(CertificateChain.parse(pebble.httpsCaPem())));
    } catch (MalformedPemException e) {
      throw new AssertionError(e);
    }
  }

  /** The account of a key. */
  public Optional<RegisteredAccount> find(AccountKey key) {
    return ask(accounts -> accounts.find(directory, key));
  }

  /** Makes an account, as another client. */
  public RegisteredAccount register(AccountKey key) {
    return ask(accounts ->
        accounts.register(directory, key, List.of("admin@example.com"), Optional.empty()));
  }

  /** Ends the account of a key, as another client. */
  public void deactivate(AccountKey key) {
    ask(accounts -> {
      var url = accounts.find(directory, key).orElseThrow().url();
      accounts.deactivate(new AcmeAccountLogin(directory, url, key));
      return url;
    });
  }

  private static <T> T ask(Function<AcmeAccounts, T> question) {
    try (var acme = new AcmeClient((endpoint, status, duration) -> {}, Clock.systemUTC())) {
      return question.apply(acme.accounts());
    }
  }
}
