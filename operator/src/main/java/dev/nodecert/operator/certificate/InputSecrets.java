package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.SecretKeyReference;
import dev.nodecert.operator.secret.Consent;
import dev.nodecert.operator.secret.SecretStore;
import dev.nodecert.operator.secret.SecretText;
import dev.nodecert.operator.x509.Passphrase;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.Context;

/** Reads the Secrets that users bring: from the cache, and with consent only. */
final class InputSecrets {

  private final SecretStore secrets;

  InputSecrets(SecretStore secrets) {
    this.secrets = secrets;
  }

  /**
   * A Secret.
   *
   * @param field that names it
   */
  Secret read(String namespace, String name, String field, Context<NodeCertificate> context)
      throws UnreadableInputException {
    var secret =
        CertificateInputs.input(namespace, name, context)
            .or(() -> secrets.get(namespace, name))
            .orElseThrow(() ->
                new UnreadableInputException(
                    "SecretNotFound",
                    "There is no Secret %s, which %s names. Make it, with the label %s."
                        .formatted(name, field, Consent.LABEL)));
    if (!Consent.isGiven(secret)) {
      throw new UnreadableInputException(
          "SecretNotAllowed",
          "Secret %s, which %s names, does not let NodeCert read it. Allow it: %s."
              .formatted(name, field, Consent.command(namespace, name)));
    }
    return secret;
  }

  /** A pass phrase or password. */
  Passphrase passphrase(
      String namespace,
      SecretKeyReference reference,
      String field,
      Context<NodeCertificate> context)
      throws UnreadableInputException {
    return SecretText.get(read(namespace, reference.name(), field, context), reference.key())
        .map(Passphrase::of)
        .orElseThrow(() ->
            new UnreadableInputException(
                "SecretEntryMissing",
                "Secret %s, which %s names, has no entry %s. Add it."
                    .formatted(reference.name(), field, reference.key())));
  }
}
