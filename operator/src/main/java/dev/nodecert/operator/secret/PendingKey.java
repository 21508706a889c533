package dev.nodecert.operator.secret;

import dev.nodecert.operator.x509.MalformedPemException;
import dev.nodecert.operator.x509.PrivateKeyPair;
import dev.nodecert.operator.x509.PrivateKeyPem;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;
import java.util.Optional;

/**
 * The key of a certificate that was asked for and is not here yet: a Secret of its own, so that a
 * proxy never mounts a key without its certificate.
 *
 * @param orderUrl the order that it is for
 */
public record PendingKey(PrivateKeyPair key, String orderUrl) {

  /** The name of a certificate's pending key. */
  public static String nameFor(String certificateName) {
    return certificateName + "-pending-key";
  }

  /** The Secret; it goes with the NodeCertificate. */
  public Secret toSecret(TlsSecret.Owner owner, OwnerReference reference) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(owner.namespace())
        .withName(nameFor(owner.name()))
        .addToLabels(SecretMetadata.PENDING_KEY, owner.name())
        .addToAnnotations(SecretMetadata.OWNER, owner.key())
        .addToAnnotations(SecretMetadata.ORDER_URL, orderUrl)
        .withOwnerReferences(reference)
        .endMetadata()
        .withType("Opaque")
        .withData(Map.of(TlsSecret.KEY, SecretText.encode(PrivateKeyPem.write(key))))
        .build();
  }

  /** Reads a pending key; empty where the Secret is damaged. */
  public static Optional<PendingKey> of(Secret secret) {
    return SecretText.annotation(secret, SecretMetadata.ORDER_URL)
        .flatMap(order -> keyOf(secret).map(key -> new PendingKey(key, order)));
  }

  private static Optional<PrivateKeyPair> keyOf(Secret secret) {
    try {
      var text = SecretText.get(secret, TlsSecret.KEY);
      return text.isEmpty() ? Optional.empty() : Optional.of(PrivateKeyPem.read(text.get()));
    } catch (MalformedPemException e) {
      return Optional.empty();
    }
  }

  /** Whether a Secret is a pending key of ours. */
  public static boolean isOne(Secret secret) {
    return SecretText.hasLabel(secret, SecretMetadata.PENDING_KEY);
  }
}
