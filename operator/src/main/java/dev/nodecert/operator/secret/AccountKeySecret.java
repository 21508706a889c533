package dev.nodecert.operator.secret;

import dev.nodecert.operator.x509.MalformedPemException;
import dev.nodecert.operator.x509.PrivateKeyPair;
import dev.nodecert.operator.x509.PrivateKeyPem;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;
import java.util.Optional;

/**
 * The Secret with an account's key, in the operator's namespace.
 *
 * @param directory the directory that the key is for; a user's Secret need not say
 * @param termsOfService what was agreed to when the key was made
 */
public record AccountKeySecret(
    PrivateKeyPair key, Optional<String> directory, Optional<String> termsOfService) {

  /** The Secret for a key that was made for an account. */
  public Secret toSecret(String namespace, String name, String account) {
    var secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .addToLabels(SecretMetadata.ACCOUNT_KEY, account)
            .endMetadata()
            .withType("Opaque")
            .withData(Map.of(TlsSecret.KEY, SecretText.encode(PrivateKeyPem.write(key))))
            .build();
    var annotations = secret.getMetadata().getAnnotations();
    directory.ifPresent(url -> annotations.put(SecretMetadata.DIRECTORY, url));
    termsOfService.ifPresent(url -> annotations.put(SecretMetadata.TERMS_OF_SERVICE, url));
    return secret;
  }

  /**
   * Reads an account's key.
   *
   * @throws MalformedPemException when there is none
   */
  public static AccountKeySecret of(Secret secret) throws MalformedPemException {
    return new AccountKeySecret(
        PrivateKeyPem.read(SecretText.get(secret, TlsSecret.KEY).orElse("")),
        SecretText.annotation(secret, SecretMetadata.DIRECTORY),
        SecretText.annotation(secret, SecretMetadata.TERMS_OF_SERVICE));
  }

  /** Whether NodeCert made a Secret for an account of that name. */
  public static boolean isMadeFor(Secret secret, String account) {
    return Optional.ofNullable(secret.getMetadata().getLabels())
        .map(labels -> labels.get(SecretMetadata.ACCOUNT_KEY))
        .filter(account::equals)
        .isPresent();
  }
}
