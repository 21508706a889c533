package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmeAccountStatus;
import dev.nodecert.operator.account.AccountKeys.StoredKey;
import dev.nodecert.operator.account.AccountStatusFactory.Registration;
import dev.nodecert.operator.acme.AcmeAccountLogin;
import dev.nodecert.operator.acme.AcmeClient;
import dev.nodecert.operator.acme.CADirectory;
import dev.nodecert.operator.acme.DirectoryMetadata;
import dev.nodecert.operator.acme.RegisteredAccount;
import dev.nodecert.operator.secret.SecretStore;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds or makes an account at its CA. What must outlive a crash is stored before the CA hears. */
final class AccountRegistrar {

  private final AcmeClient acme;
  private final CABundles caBundles;
  private final AccountKeys keys;
  private final ExternalAccounts externalAccounts;

  AccountRegistrar(
      KubernetesClient client, SecretStore secrets, AcmeClient acme, String operatorNamespace) {
    this.acme = acme;
    this.caBundles = new CABundles(client, operatorNamespace);
    this.keys = new AccountKeys(secrets, operatorNamespace);
    this.externalAccounts = new ExternalAccounts(secrets, operatorNamespace);
  }

  /** Brings the account at the CA in line with the spec and tells what is known then. */
  AcmeAccountStatus register(AcmeAccount account, Instant now) throws AccountRefusedException {
    var url = WellKnownDirectory.url(account.getSpec().directory());
    var ca = new CADirectory(url, caBundles.read(account.getSpec().caBundle()));
    var stored = keys.find(account, url);
    var directory = acme.directory(ca);
    var key = stored.isPresent() ? stored.get() : newKey(account, url, directory);
    var registered = findOrCreate(account, ca, directory, key, stored.isPresent());
    pushContacts(account, ca, key, registered);
    return new AccountStatusFactory(account, now)
        .registered(
            new Registration(
                registered.url(),
                key.key().thumbprint(),
                TermsConsent.agreedTo(
                    agreedUntilNow(account, key), account.getSpec().termsOfService(), directory)),
            url,
            directory);
  }

  private StoredKey newKey(AcmeAccount account, URI url, DirectoryMetadata directory)
      throws AccountRefusedException {
    if (account.getStatus() != null && account.getStatus().accountURL() != null) {
      throw new AccountRefusedException(
          "KeyMissing",
          "The key of account %s is gone from Secret %s. Restore it from a backup, or make another"
                  .formatted(account.getStatus().accountURL(), AccountKeys.secretName(account, url))
              + " AcmeAccount.");
    }
    refuseWithoutConsent(account, directory);
    externalAccounts.read(account.getSpec().externalAccountBinding(), directory);
    return keys.make(account, url, directory.termsOfService());
  }

  private RegisteredAccount findOrCreate(
      AcmeAccount account,
      CADirectory ca,
      DirectoryMetadata directory,
      StoredKey key,
      boolean keyWasThere)
      throws AccountRefusedException {
    Optional<RegisteredAccount> found = keyWasThere ? acme.find(ca, key.key()) : Optional.empty();
    return found.isPresent() ? found.get() : create(account, ca, directory, key);
  }

  private RegisteredAccount create(
      AcmeAccount account, CADirectory ca, DirectoryMetadata directory, StoredKey key)
      throws AccountRefusedException {
    refuseWithoutConsent(account, directory);
    var externalAccount =
        externalAccounts.read(account.getSpec().externalAccountBinding(), directory);
    return acme.register(ca, key.key(), account.getSpec().contacts(), externalAccount);
  }

  private static void refuseWithoutConsent(AcmeAccount account, DirectoryMetadata directory)
      throws AccountRefusedException {
    var objection = TermsConsent.objection(account.getSpec().termsOfService(), directory);
    if (objection.isPresent()) {
      throw objection.get();
    }
  }

  /** Only until the spec is settled: some CAs never tell the contacts that they were given. */
  private void pushContacts(
      AcmeAccount account, CADirectory ca, StoredKey key, RegisteredAccount registered) {
    List<String> wanted = account.getSpec().contacts();
    boolean known = new HashSet<>(registered.contacts()).equals(new HashSet<>(wanted));
    if (!known && !wanted.isEmpty() && !AccountObservation.isSettled(account)) {
      acme.updateContacts(new AcmeAccountLogin(ca, registered.url(), key.key()), wanted);
    }
  }

  private static @Nullable String agreedUntilNow(AcmeAccount account, StoredKey key) {
    var status = account.getStatus();
    return status != null && status.agreedTermsOfService() != null
        ? status.agreedTermsOfService()
        : key.termsOfService().orElse(null);
  }
}
