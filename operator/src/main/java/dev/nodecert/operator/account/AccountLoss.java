package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmeAccountStatus;
import java.util.Optional;

/**
 * What stands against a new registration of an account that was registered before. One that only
 * the CA has lost is made again with the key that it had; one whose key is lost is not, for then
 * the account may still be there.
 */
final class AccountLoss {

  private AccountLoss() {}

  /** Refuses where there is no key of an account that was registered. */
  static void requireNone(AcmeAccount account, String secretName) throws AccountRefusedException {
    var url = Optional.ofNullable(account.getStatus()).map(AcmeAccountStatus::accountURL);
    if (url.isPresent()) {
      throw new AccountRefusedException(
          "KeyMissing",
          "The key of account %s is gone from Secret %s. Restore it from a backup, or make another"
                  .formatted(url.get(), secretName)
              + " AcmeAccount.");
    }
  }

  /** Refuses a key by which the CA knows no account, unless it is the account's own. */
  static void requireKeyOf(AcmeAccount account, StoredKey key) throws AccountRefusedException {
    var status = account.getStatus();
    if (status == null || status.accountURL() == null || isKeyOf(status, key)) {
      return;
    }
    throw new AccountRefusedException(
        "KeyMismatch",
        "The key in Secret %s is not that of account %s, and the CA knows no account by it. Restore"
                .formatted(key.secret().getMetadata().getName(), status.accountURL())
            + " the account's key from a backup, or make another AcmeAccount.");
  }

  /** A successor that was promoted may not have reached the status. */
  private static boolean isKeyOf(AcmeAccountStatus status, StoredKey key) {
    var known = status.keyVersion();
    return key.key().thumbprint().equals(status.keyThumbprint())
        || (known != null && key.content().version().filter(v -> v > known).isPresent());
  }
}
