package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.operator.acme.AcmeClient;
import dev.nodecert.operator.acme.CADirectory;
import dev.nodecert.operator.acme.DirectoryMetadata;
import dev.nodecert.operator.acme.RegisteredAccount;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds or makes an account at its CA. What must outlive a crash is stored before the CA hears. */
final class AccountRegistrar {

  private final AcmeClient acme;
  private final CABundles caBundles;
  private final AccountKeys keys;
  private final KeyRollover rollover;
  private final ExternalAccounts externalAccounts;

  AccountRegistrar(
      AcmeClient acme,
      CABundles caBundles,
      AccountKeys keys,
      KeyRollover rollover,
      ExternalAccounts externalAccounts) {
    this.acme = acme;
    this.caBundles = caBundles;
    this.keys = keys;
    this.rollover = rollover;
    this.externalAccounts = externalAccounts;
  }

  /** Brings the account at the CA in line with the spec, but for its key's version. */
  Registration register(AcmeAccount account) throws AccountRefusedException {
    var url = WellKnownDirectory.url(account.getSpec().directory());
    var ca = new CADirectory(url, caBundles.read(account.getSpec().caBundle()));
    var stored = keys.find(account, url);
    var directory = acme.directory(ca);
    return stored.isPresent()
        ? withKey(account, ca, directory, rollover.settle(account, ca, stored.get()))
        : withoutKey(account, ca, directory);
  }

  private Registration withKey(
      AcmeAccount account, CADirectory ca, DirectoryMetadata directory, StoredKey key)
      throws AccountRefusedException {
    var found = acme.accounts().find(ca, key.key());
    if (found.isEmpty()) {
      AccountLoss.requireKeyOf(account, key);
      return create(account, ca, directory, key);
    }
    var registration = registration(account, ca, directory, key, found.get());
    pushContacts(account, registration, found.get());
    return registration;
  }

  private Registration withoutKey(AcmeAccount account, CADirectory ca, DirectoryMetadata directory)
      throws AccountRefusedException {
    AccountLoss.requireNone(account, AccountKeys.secretName(account, ca.url()));
    refuseWithoutConsent(account, directory);
    externalAccounts.read(account.getSpec().externalAccountBinding(), directory);
    return create(account, ca, directory, keys.make(account, ca.url(), directory.termsOfService()));
  }

  private Registration create(
      AcmeAccount account, CADirectory ca, DirectoryMetadata directory, StoredKey key)
      throws AccountRefusedException {
    refuseWithoutConsent(account, directory);
    var externalAccount =
        externalAccounts.read(account.getSpec().externalAccountBinding(), directory);
    var created =
        acme.accounts().register(ca, key.key(), account.getSpec().contacts(), externalAccount);
    return registration(account, ca, directory, key, created);
  }

  private static void refuseWithoutConsent(AcmeAccount account, DirectoryMetadata directory)
      throws AccountRefusedException {
    var objection = TermsConsent.objection(account.getSpec().termsOfService(), directory);
    if (objection.isPresent()) {
      throw objection.get();
    }
  }

  private static Registration registration(
      AcmeAccount account,
      CADirectory ca,
      DirectoryMetadata directory,
      StoredKey key,
      RegisteredAccount registered) {
    return new Registration(
        ca,
        directory,
        key,
        registered.url(),
        TermsConsent.agreedTo(
            agreedUntilNow(account, key), account.getSpec().termsOfService(), directory));
  }

  /** Only until the spec is settled: some CAs never tell the contacts that they were given. */
  private void pushContacts(
      AcmeAccount account, Registration registration, RegisteredAccount registered) {
    List<String> wanted = account.getSpec().contacts();
    boolean known = new HashSet<>(registered.contacts()).equals(new HashSet<>(wanted));
    if (!known && !AccountObservation.isSettled(account)) {
      acme.accounts().updateContacts(registration.login(), wanted);
    }
  }

  private static @Nullable String agreedUntilNow(AcmeAccount account, StoredKey key) {
    var status = account.getStatus();
    return status != null && status.agreedTermsOfService() != null
        ? status.agreedTermsOfService()
        : key.termsOfService().orElse(null);
  }
}
