package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.AccountPrivateKey;
import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.KeyAlgorithm;
import dev.nodecert.operator.acme.AccountKey;
import dev.nodecert.operator.secret.AccountKeySecret;
import dev.nodecert.operator.secret.Consent;
import dev.nodecert.operator.secret.SecretStore;
import dev.nodecert.operator.x509.KeyType;
import dev.nodecert.operator.x509.MalformedPemException;
import io.fabric8.kubernetes.api.model.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Finds, adopts and makes accounts' keys. */
final class AccountKeys {

  private final SecretStore secrets;
  private final String namespace;

  AccountKeys(SecretStore secrets, String namespace) {
    this.secrets = secrets;
    this.namespace = namespace;
  }

  /**
   * An account's key and what is known with it.
   *
   * @param termsOfService what was agreed to when the key was made
   */
  record StoredKey(AccountKey key, Optional<String> termsOfService) {}

  /** The key in the account's Secret; empty where there is no Secret. */
  Optional<StoredKey> find(AcmeAccount account, URI directory) throws AccountRefusedException {
    var secret = secrets.get(namespace, secretName(account, directory));
    return secret.isEmpty()
        ? Optional.empty()
        : Optional.of(read(secret.get(), account, directory));
  }

  private StoredKey read(Secret secret, AcmeAccount account, URI directory)
      throws AccountRefusedException {
    var name = secret.getMetadata().getName();
    if (!AccountKeySecret.isMadeFor(secret, account.getMetadata().getName())
        && !Consent.isGiven(secret)) {
      throw new AccountRefusedException(
          "KeyNotReadable",
          "Secret %s/%s has the name of this account's key but does not allow NodeCert to read it."
                  .formatted(namespace, name)
              + " If it is to be adopted: %s".formatted(Consent.command(namespace, name)));
    }
    var stored = parse(secret);
    var foreign = stored.directory().filter(url -> !url.equals(directory.toString()));
    if (foreign.isPresent()) {
      throw new AccountRefusedException(
          "KeyOfAnotherDirectory",
          "The key in Secret %s/%s is for the directory %s, not for %s. Give this account another"
                  .formatted(namespace, name, foreign.get(), directory)
              + " spec.privateKey.secretName.");
    }
    return new StoredKey(new AccountKey(stored.key()), stored.termsOfService());
  }

  private AccountKeySecret parse(Secret secret) throws AccountRefusedException {
    try {
      return AccountKeySecret.of(secret);
    } catch (MalformedPemException e) {
      throw new AccountRefusedException(
          "KeyInvalid",
          "Entry tls.key of Secret %s/%s %s. Put the account's key there, or delete the Secret to have"
                  .formatted(namespace, secret.getMetadata().getName(), e.getMessage())
              + " a new one made.");
    }
  }

  /** Makes a key and stores it, before any CA hears of it. */
  StoredKey make(AcmeAccount account, URI directory, Optional<String> termsOfService)
      throws AccountRefusedException {
    var name = secretName(account, directory);
    var wanted = Optional.ofNullable(account.getSpec().privateKey());
    var key =
        KeyType.of(
                wanted.map(AccountPrivateKey::algorithm).map(KeyAlgorithm::name),
                wanted.map(AccountPrivateKey::size))
            .generate();
    var stored =
        new AccountKeySecret(key, Optional.of(directory.toString()), termsOfService)
            .toSecret(namespace, name, account.getMetadata().getName());
    if (secrets.create(stored).isPresent()) {
      return new StoredKey(new AccountKey(key), termsOfService);
    }
    return find(account, directory)
        .orElseThrow(() -> new IllegalStateException("Secret " + name + " came and went"));
  }

  static String secretName(AcmeAccount account, URI directory) {
    var wanted = account.getSpec().privateKey();
    return wanted != null && wanted.secretName() != null
        ? wanted.secretName()
        : "acme-%s-%s".formatted(account.getMetadata().getName(), hash(directory));
  }

  private static String hash(URI directory) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest(directory.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
