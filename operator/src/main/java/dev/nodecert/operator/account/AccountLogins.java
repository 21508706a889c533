package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.operator.acme.AcmeAccountLogin;
import dev.nodecert.operator.acme.AcmeClient;
import dev.nodecert.operator.acme.CADirectory;
import dev.nodecert.operator.secret.SecretStore;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What it takes to order as an account: read once, kept until the account changes. */
public final class AccountLogins {

  private final CABundles caBundles;
  private final AccountKeys keys;
  private final AcmeClient acme;
  private final Rejections rejections = new Rejections();
  private final ConcurrentMap<String, KeptLogin> kept = new ConcurrentHashMap<>();

  /** Logins of accounts whose Secrets are in the operator's namespace. */
  public AccountLogins(
      KubernetesClient client, SecretStore secrets, AcmeClient acme, String operatorNamespace) {
    this.caBundles = new CABundles(client, operatorNamespace);
    this.keys = new AccountKeys(secrets, operatorNamespace);
    this.acme = acme;
  }

  private record KeptLogin(AcmeAccountLogin login, String uid, String thumbprint) {
    boolean isOf(AcmeAccount account) {
      var status = account.getStatus();
      return uid.equals(account.getMetadata().getUid())
          && login.accountUrl().toString().equals(status.accountURL())
          && thumbprint.equals(status.keyThumbprint());
    }
  }

  /**
   * The login of an account that is registered, with the key that its status tells of: by that
   * one's thumbprint challenges are answered.
   *
   * @throws AccountRefusedException when its key or its CA's certificates cannot be had
   */
  public AcmeAccountLogin of(AcmeAccount account) throws AccountRefusedException {
    var name = account.getMetadata().getName();
    var known = kept.get(name);
    if (known != null && known.isOf(account)) {
      return known.login();
    }
    var read = read(account);
    kept.put(name, read);
    return read.login();
  }

  private KeptLogin read(AcmeAccount account) throws AccountRefusedException {
    var url = WellKnownDirectory.url(account.getSpec().directory());
    var directory = new CADirectory(url, caBundles.read(account.getSpec().caBundle()));
    var key =
        keys.find(account, url)
            .orElseThrow(() ->
                new AccountRefusedException(
                    "KeyMissing",
                    "The account's key is gone from Secret %s. Restore it from a backup."
                        .formatted(AccountKeys.secretName(account, url))))
            .key();
    if (!key.thumbprint().equals(account.getStatus().keyThumbprint())) {
      throw mismatch(account, url);
    }
    var accountUrl = Objects.requireNonNull(account.getStatus().accountURL());
    return new KeptLogin(
        new AcmeAccountLogin(directory, URI.create(accountUrl), key),
        account.getMetadata().getUid(),
        key.thumbprint());
  }

  private AccountRefusedException mismatch(AcmeAccount account, URI directory) {
    reportRejected(account);
    return new AccountRefusedException(
        "KeyMismatch",
        "The key in Secret %s is not the one that AcmeAccount %s is registered with. Wait until that"
                .formatted(
                    AccountKeys.secretName(account, directory), account.getMetadata().getName())
            + " is Ready again, or restore the key.");
  }

  /**
   * Has an account looked at because the CA does not accept it: says {@code accountDoesNotExist} or
   * {@code unauthorized}, or does not take its key's signature. An account is looked at once a
   * minute at most, however many orders report it.
   *
   * @param account as it was when the order failed
   */
  public void reportRejected(AcmeAccount account) {
    rejections.report(account);
  }

  /** What was reported. */
  Rejections rejections() {
    return rejections;
  }

  /** Forgets an account's login, after anything about the account has changed. */
  void forget(AcmeAccount account) {
    var forgotten = kept.remove(account.getMetadata().getName());
    if (forgotten != null) {
      acme.forget(forgotten.login().accountUrl());
    }
  }
}
