package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.ExternalAccountBinding;
import dev.nodecert.api.v1alpha1.SecretKeyReference;
import dev.nodecert.operator.acme.DirectoryMetadata;
import dev.nodecert.operator.acme.ExternalAccount;
import dev.nodecert.operator.secret.Consent;
import dev.nodecert.operator.secret.SecretStore;
import dev.nodecert.operator.secret.SecretText;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads the key that binds a new account to one that the CA knows. */
final class ExternalAccounts {

  private static final int MIN_KEY_BYTES = 16;

  private final SecretStore secrets;
  private final String namespace;

  ExternalAccounts(SecretStore secrets, String namespace) {
    this.secrets = secrets;
    this.namespace = namespace;
  }

  Optional<ExternalAccount> read(
      @Nullable ExternalAccountBinding binding, DirectoryMetadata directory)
      throws AccountRefusedException {
    if (binding != null) {
      var key = key(binding.hmacKeySecretRef());
      return Optional.of(new ExternalAccount(binding.keyID(), key));
    }
    if (directory.externalAccountRequired()) {
      throw new AccountRefusedException(
          "ExternalAccountRequired",
          "The CA registers only accounts that are bound to one it knows. Get a key ID and an HMAC"
              + " key from it and set spec.externalAccountBinding.");
    }
    return Optional.empty();
  }

  private SecretKeySpec key(SecretKeyReference reference) throws AccountRefusedException {
    var secret = readable(reference.name());
    var text =
        SecretText.get(secret, reference.key())
            .orElseThrow(() ->
                new AccountRefusedException(
                    "ExternalAccountKeyInvalid",
                    "Secret %s/%s has no entry %s. Put the HMAC key there as the CA gave it."
                        .formatted(namespace, reference.name(), reference.key())));
    return decode(text.strip(), reference);
  }

  private Secret readable(String name) throws AccountRefusedException {
    var secret =
        secrets
            .get(namespace, name)
            .orElseThrow(() ->
                new AccountRefusedException(
                    "ExternalAccountKeyNotFound",
                    "spec.externalAccountBinding.hmacKeySecretRef names Secret %s, which is not in"
                            .formatted(name)
                        + " namespace %s. Make it, with the HMAC key.".formatted(namespace)));
    if (!Consent.isGiven(secret)) {
      throw new AccountRefusedException(
          "ExternalAccountKeyNotReadable",
          "Secret %s/%s does not allow NodeCert to read it. If it should: %s"
              .formatted(namespace, name, Consent.command(namespace, name)));
    }
    return secret;
  }

  /** CAs hand out base64url (RFC 8555 section 7.3.4), with and without padding. */
  private SecretKeySpec decode(String text, SecretKeyReference reference)
      throws AccountRefusedException {
    try {
      var bytes = Base64.getUrlDecoder().decode(text);
      if (bytes.length >= MIN_KEY_BYTES) {
        return new SecretKeySpec(bytes, "HMAC");
      }
    } catch (IllegalArgumentException _) {
      // Told below, without the text.
    }
    throw new AccountRefusedException(
        "ExternalAccountKeyInvalid",
        "Entry %s of Secret %s/%s is no HMAC key in base64url. Put it there as the CA gave it."
            .formatted(reference.key(), namespace, reference.name()));
  }
}
