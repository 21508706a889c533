package dev.nodecert.operator.account;

import dev.nodecert.operator.acme.AccountKey;
import dev.nodecert.operator.secret.AccountKeySecret;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Optional;

/**
 * An account's key as its Secret has it.
 *
 * @param secret as it was last read or written
 * @param content what is in it
 * @param version of the key
 */
record StoredKey(Secret secret, AccountKeySecret content, int version) {

  AccountKey key() {
    return new AccountKey(content.key());
  }

  /** The key that the account may have already, or is to have. */
  Optional<AccountKey> successor() {
    return content.successor().map(it -> new AccountKey(it.key()));
  }

  /** Whether the successor is of the given version. */
  boolean hasSuccessor(int wanted) {
    return content.successor().filter(it -> it.version() == wanted).isPresent();
  }

  /** What was agreed to when the key was made. */
  Optional<String> termsOfService() {
    return content.termsOfService();
  }

  @Override
  public String toString() {
    return "StoredKey[%s, version %d]".formatted(secret.getMetadata().getName(), version);
  }
}
