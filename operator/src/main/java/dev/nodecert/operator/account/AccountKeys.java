package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.AccountPrivateKey;
import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.KeyAlgorithm;
import dev.nodecert.operator.secret.AccountKeySecret;
import dev.nodecert.operator.secret.AccountKeySecret.Successor;
import dev.nodecert.operator.secret.Consent;
import dev.nodecert.operator.secret.DamagedSecretException;
import dev.nodecert.operator.secret.SecretStore;
import dev.nodecert.operator.x509.KeyType;
import dev.nodecert.operator.x509.PrivateKeyPair;
import io.fabric8.kubernetes.api.model.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Finds, adopts, makes and replaces accounts' keys. */
final class AccountKeys {

  private static final int FIRST_VERSION = 1;

  private final SecretStore secrets;
  private final String namespace;

  AccountKeys(SecretStore secrets, String namespace) {
    this.secrets = secrets;
    this.namespace = namespace;
  }

  /** The key in the account's Secret; empty where there is no Secret. */
  Optional<StoredKey> find(AcmeAccount account, URI directory) throws AccountRefusedException {
    var name = secretName(account, directory);
    var named = secrets.get(namespace, name);
    var inForce =
        named.filter(secret -> isOurs(secret, account)).isPresent()
            ? named
            : rolledOver(account, name).or(() -> named);
    return inForce.isEmpty()
        ? Optional.empty()
        : Optional.of(read(inForce.get(), account, directory));
  }

  /** A user's Secret is never written, so its key's successors have a Secret of ours. */
  private Optional<Secret> rolledOver(AcmeAccount account, String name) {
    return secrets.get(namespace, rolloverName(name)).filter(secret -> isOurs(secret, account));
  }

  private StoredKey read(Secret secret, AcmeAccount account, URI directory)
      throws AccountRefusedException {
    var name = secret.getMetadata().getName();
    if (!isOurs(secret, account) && !Consent.isGiven(secret)) {
      throw new AccountRefusedException(
          "KeyNotReadable",
          "Secret %s/%s has the name of this account's key but does not allow NodeCert to read it."
                  .formatted(namespace, name)
              + " If it is to be adopted: %s".formatted(Consent.command(namespace, name)));
    }
    var content = parse(secret);
    var foreign = content.directory().filter(url -> !url.equals(directory.toString()));
    if (foreign.isPresent()) {
      throw new AccountRefusedException(
          "KeyOfAnotherDirectory",
          "The key in Secret %s/%s is for the directory %s, not for %s. Give this account another"
                  .formatted(namespace, name, foreign.get(), directory)
              + " spec.privateKey.secretName.");
    }
    return stored(secret, content, account);
  }

  /** A key that does not say its version is the one that was wanted when it was first seen. */
  private static StoredKey stored(Secret secret, AccountKeySecret content, AcmeAccount account) {
    var observed = Optional.ofNullable(account.getStatus()).map(status -> status.keyVersion());
    return new StoredKey(
        secret,
        content,
        content.version().or(() -> observed).orElseGet(() -> wantedVersion(account)));
  }

  private AccountKeySecret parse(Secret secret) throws AccountRefusedException {
    try {
      return AccountKeySecret.of(secret);
    } catch (DamagedSecretException damage) {
      throw new AccountRefusedException(
          damage.reason(),
          "Secret %s/%s cannot be used. %s Put the account's key there, or delete the Secret to have a"
                  .formatted(namespace, secret.getMetadata().getName(), damage.message())
              + " new one made.");
    }
  }

  /** Makes a key and stores it, before any CA hears of it. */
  StoredKey make(AcmeAccount account, URI directory, Optional<String> termsOfService)
      throws AccountRefusedException {
    var name = secretName(account, directory);
    var content =
        new AccountKeySecret(
            newKey(account),
            Optional.of(wantedVersion(account)),
            Optional.empty(),
            Optional.of(directory.toString()),
            termsOfService);
    var made = secrets.create(content.toSecret(namespace, name, account.getMetadata().getName()));
    return made.isPresent()
        ? stored(made.get(), content, account)
        : find(account, directory)
            .orElseThrow(() -> new IllegalStateException("Secret " + name + " came and went"));
  }

  /** Makes the key that is to take another's place and stores it beside that. */
  StoredKey addSuccessor(AcmeAccount account, URI directory, StoredKey stored)
      throws AccountRefusedException {
    var content =
        new AccountKeySecret(
            stored.content().key(),
            Optional.of(stored.version()),
            Optional.of(new Successor(newKey(account), wantedVersion(account))),
            Optional.of(directory.toString()),
            stored.termsOfService());
    var written =
        isOurs(stored.secret(), account)
            ? secrets.update(content.writtenTo(stored.secret()))
            : createBeside(stored, content, account);
    return stored(written, content, account);
  }

  private Secret createBeside(StoredKey stored, AccountKeySecret content, AcmeAccount account)
      throws AccountRefusedException {
    var name = rolloverName(stored.secret().getMetadata().getName());
    return secrets
        .create(content.toSecret(namespace, name, account.getMetadata().getName()))
        .orElseThrow(() ->
            new AccountRefusedException(
                "SecretNotOurs",
                "The new key is to be in Secret %s/%s, which is someone else's. Delete that Secret."
                    .formatted(namespace, name)));
  }

  /** Puts the successor in the place of the key, which nobody needs any more. */
  StoredKey promoteSuccessor(AcmeAccount account, StoredKey stored) {
    return write(account, stored, stored.content().promoted());
  }

  /** Drops a successor that the CA has never had. */
  StoredKey dropSuccessor(AcmeAccount account, StoredKey stored) {
    return write(account, stored, stored.content().withoutSuccessor());
  }

  private StoredKey write(AcmeAccount account, StoredKey stored, AccountKeySecret content) {
    return stored(secrets.update(content.writtenTo(stored.secret())), content, account);
  }

  /** Deletes a key that is of no use any more, unless a user brought it. */
  void discard(AcmeAccount account, StoredKey stored) {
    if (isOurs(stored.secret(), account)) {
      secrets.delete(stored.secret());
    }
  }

  private static PrivateKeyPair newKey(AcmeAccount account) {
    var wanted = Optional.ofNullable(account.getSpec().privateKey());
    return KeyType.of(
            wanted.map(AccountPrivateKey::algorithm).map(KeyAlgorithm::name),
            wanted.map(AccountPrivateKey::size))
        .generate();
  }

  private static boolean isOurs(Secret secret, AcmeAccount account) {
    return AccountKeySecret.isMadeFor(secret, account.getMetadata().getName());
  }

  /** The version of the key that spec asks for. */
  static int wantedVersion(AcmeAccount account) {
    return Optional.ofNullable(account.getSpec().privateKey())
        .map(AccountPrivateKey::version)
        .orElse(FIRST_VERSION);
  }

  static String secretName(AcmeAccount account, URI directory) {
    var wanted = account.getSpec().privateKey();
    return wanted != null && wanted.secretName() != null
        ? wanted.secretName()
        : "acme-%s-%s".formatted(account.getMetadata().getName(), hash(directory));
  }

  private static String rolloverName(String name) {
    return name + "-rollover";
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
