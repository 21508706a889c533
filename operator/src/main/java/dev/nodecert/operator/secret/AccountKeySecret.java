package dev.nodecert.operator.secret;

import dev.nodecert.operator.x509.MalformedPemException;
import dev.nodecert.operator.x509.PrivateKeyPair;
import dev.nodecert.operator.x509.PrivateKeyPem;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Secret with an account's key, in the operator's namespace.
 *
 * @param version of the key; a user's Secret does not say
 * @param successor the key that the account may have already, or is to have
 * @param directory the directory that the key is for; a user's Secret need not say
 * @param termsOfService what was agreed to when the key was made
 */
public record AccountKeySecret(
    PrivateKeyPair key,
    Optional<Integer> version,
    Optional<Successor> successor,
    Optional<String> directory,
    Optional<String> termsOfService) {

  private static final String SUCCESSOR = "successor.key";
  private static final int FIRST_VERSION = 1;

  /** A key that waits to take an account's key's place. */
  public record Successor(PrivateKeyPair key, int version) {}

  /** With the successor in the key's place. */
  public AccountKeySecret promoted() {
    var it = successor.orElseThrow();
    return new AccountKeySecret(
        it.key(), Optional.of(it.version()), Optional.empty(), directory, termsOfService);
  }

  /** Without a successor. */
  public AccountKeySecret withoutSuccessor() {
    return new AccountKeySecret(key, version, Optional.empty(), directory, termsOfService);
  }

  /** The Secret for a key that was made for an account. */
  public Secret toSecret(String namespace, String name, String account) {
    return writtenTo(
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .addToLabels(SecretMetadata.ACCOUNT_KEY, account)
            .endMetadata()
            .withType("Opaque")
            .build());
  }

  /** A Secret that was read, with this in place of what it held; all else of it stays. */
  public Secret writtenTo(Secret read) {
    return new SecretBuilder(read)
        .withData(data(read))
        .editMetadata()
        .withAnnotations(annotations(read))
        .endMetadata()
        .build();
  }

  private Map<String, String> data(Secret read) {
    var data = new HashMap<>(orEmpty(read.getData()));
    put(data, TlsSecret.KEY, Optional.of(pem(key)));
    put(data, SUCCESSOR, successor.map(it -> pem(it.key())));
    return data;
  }

  private Map<String, String> annotations(Secret read) {
    var annotations = new HashMap<>(orEmpty(read.getMetadata().getAnnotations()));
    put(annotations, SecretMetadata.KEY_VERSION, version.map(Object::toString));
    put(
        annotations,
        SecretMetadata.SUCCESSOR_VERSION,
        successor.map(it -> Integer.toString(it.version())));
    put(annotations, SecretMetadata.DIRECTORY, directory);
    put(annotations, SecretMetadata.TERMS_OF_SERVICE, termsOfService);
    return annotations;
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> entries) {
    return entries == null ? Map.of() : entries;
  }

  private static void put(Map<String, String> entries, String name, Optional<String> value) {
    value.ifPresentOrElse(v -> entries.put(name, v), () -> entries.remove(name));
  }

  private static String pem(PrivateKeyPair key) {
    return SecretText.encode(PrivateKeyPem.write(key));
  }

  /**
   * Reads an account's key.
   *
   * @throws DamagedSecretException when there is none, or a successor that is no key
   */
  public static AccountKeySecret of(Secret secret) throws DamagedSecretException {
    return new AccountKeySecret(
        key(secret, TlsSecret.KEY),
        version(secret, SecretMetadata.KEY_VERSION),
        successor(secret),
        SecretText.annotation(secret, SecretMetadata.DIRECTORY),
        SecretText.annotation(secret, SecretMetadata.TERMS_OF_SERVICE));
  }

  private static Optional<Successor> successor(Secret secret) throws DamagedSecretException {
    return SecretText.get(secret, SUCCESSOR).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Successor(
                key(secret, SUCCESSOR),
                version(secret, SecretMetadata.SUCCESSOR_VERSION).orElse(FIRST_VERSION)));
  }

  private static PrivateKeyPair key(Secret secret, String entry) throws DamagedSecretException {
    try {
      return PrivateKeyPem.read(SecretText.get(secret, entry).orElse(""));
    } catch (MalformedPemException e) {
      throw new DamagedSecretException("KeyInvalid", "Its %s %s.".formatted(entry, e.getMessage()));
    }
  }

  private static Optional<Integer> version(Secret secret, String annotation) {
    try {
      return SecretText.annotation(secret, annotation)
          .map(Integer::valueOf)
          .filter(version -> version >= FIRST_VERSION);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether NodeCert made a Secret for an account of that name. */
  public static boolean isMadeFor(Secret secret, String account) {
    return Optional.ofNullable(secret.getMetadata().getLabels())
        .map(labels -> labels.get(SecretMetadata.ACCOUNT_KEY))
        .filter(account::equals)
        .isPresent();
  }
}
