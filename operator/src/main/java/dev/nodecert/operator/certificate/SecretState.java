package dev.nodecert.operator.certificate;

import dev.nodecert.operator.secret.DamagedSecretException;
import dev.nodecert.operator.secret.TlsSecret;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Optional;
import java.util.function.Predicate;

/** What was seen of the Secret that the proxy mounts. */
sealed interface SecretState {

  /** There is none of that name. */
  record Missing() implements SecretState {}

  /** There is one that belongs to someone else. */
  record Foreign(Finding finding) implements SecretState {}

  /** It is ours and does not hold what it should. */
  record Damaged(Finding finding) implements SecretState {}

  /** It is ours and holds a key with its certificate. */
  record Held(TlsSecret content) implements SecretState {}

  /**
   * Judges a Secret.
   *
   * @param isNodeCertificate whether there is a NodeCertificate of the given {@code namespace/name}
   */
  static SecretState of(
      Optional<Secret> secret, TlsSecret.Owner us, Predicate<String> isNodeCertificate) {
    return secret.<SecretState>map(s -> of(s, us, isNodeCertificate)).orElseGet(Missing::new);
  }

  private static SecretState of(
      Secret secret, TlsSecret.Owner us, Predicate<String> isNodeCertificate) {
    var owner = TlsSecret.ownerOf(secret);
    var name = secret.getMetadata().getName();
    if (owner.isEmpty()) {
      return new Foreign(
          new Finding(
              "SecretNotOurs",
              "Secret %s was not made by NodeCert and is not touched. Delete it, or set"
                      .formatted(name)
                  + " spec.secretName to another name."));
    }
    if (!owner.get().equals(us.key()) && isNodeCertificate.test(owner.get())) {
      return new Foreign(
          new Finding(
              "SecretNotOurs",
              "Secret %s belongs to the NodeCertificate %s. Set spec.secretName to another name."
                  .formatted(name, owner.get())));
    }
    return content(secret);
  }

  private static SecretState content(Secret secret) {
    try {
      return new Held(TlsSecret.of(secret));
    } catch (DamagedSecretException damage) {
      return new Damaged(
          new Finding(
              damage.reason(),
              "Secret %s is damaged. %s"
                  .formatted(secret.getMetadata().getName(), damage.message())));
    }
  }
}
