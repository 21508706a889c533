package dev.nodecert.operator.certificate;

import dev.nodecert.operator.secret.DamagedSecretException;
import dev.nodecert.operator.secret.SecretTarget;
import dev.nodecert.operator.secret.TlsSecret;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Judges the Secret that a proxy mounts.
 *
 * @param target what it should be
 * @param remembered what status knows of the certificate in it
 * @param isNodeCertificate whether there is a NodeCertificate of the given {@code namespace/name}
 */
record SecretInspection(
    SecretTarget target,
    Optional<RememberedCertificate> remembered,
    Predicate<String> isNodeCertificate) {

  SecretState inspect(Optional<Secret> secret) {
    return secret.<SecretState>map(this::inspect).orElseGet(SecretState.Missing::new);
  }

  private SecretState inspect(Secret secret) {
    var owner = TlsSecret.ownerOf(secret).or(() -> formerOwner(secret));
    if (owner.isEmpty()) {
      return foreign(
          "Secret %s was not made by NodeCert and is not touched. Delete it, or set"
                  .formatted(target.name())
              + " spec.secretName to another name.");
    }
    if (!owner.get().equals(target.owner().key()) && isNodeCertificate.test(owner.get())) {
      return foreign(
          "Secret %s belongs to the NodeCertificate %s. Set spec.secretName to another name."
              .formatted(target.name(), owner.get()));
    }
    return ours(secret);
  }

  /** One whose label was taken away still knows our UID, which nobody has by accident. */
  private Optional<String> formerOwner(Secret secret) {
    return TlsSecret.bearsUid(secret, target.owner().uid())
        ? Optional.of(target.owner().key())
        : Optional.empty();
  }

  private static SecretState foreign(String message) {
    return new SecretState.Foreign(new Finding("SecretNotOurs", message));
  }

  private SecretState ours(Secret secret) {
    var content = content(secret);
    return unwritable(secret)
        .<SecretState>map(
            why -> new SecretState.Unwritable(why, content.held().map(SecretState.Held::content)))
        .orElse(content);
  }

  private Optional<Finding> unwritable(Secret secret) {
    if (!TlsSecret.TYPE.equals(secret.getType())) {
      return Optional.of(
          new Finding(
              "SecretTypeDiffers",
              "Secret %s is of type %s, and a Secret's type cannot be changed to %s. Delete it, and it"
                      .formatted(target.name(), secret.getType(), TlsSecret.TYPE)
                  + " is made anew."));
    }
    if (Boolean.TRUE.equals(secret.getImmutable())) {
      return Optional.of(
          new Finding(
              "SecretImmutable",
              "Secret %s is immutable, so that its certificate cannot be renewed. Delete it, and it is"
                      .formatted(target.name())
                  + " made anew."));
    }
    return Optional.empty();
  }

  private SecretState content(Secret secret) {
    try {
      return held(secret, TlsSecret.of(secret));
    } catch (DamagedSecretException damage) {
      return recognized(secret)
          .<SecretState>map(content -> held(secret, content))
          .orElseGet(() -> damaged(damage));
    }
  }

  private SecretState.Damaged damaged(DamagedSecretException damage) {
    return new SecretState.Damaged(
        new Finding(
            damage.reason(),
            "Secret %s is damaged. %s".formatted(target.name(), damage.message())));
  }

  /** What was lost of how the certificate came about, status may still know. */
  private Optional<TlsSecret> recognized(Secret secret) {
    return remembered.flatMap(known -> {
      try {
        return Optional.of(TlsSecret.of(secret, known.provenance()))
            .filter(content -> known.isOf(content.chain().leaf()));
      } catch (DamagedSecretException stillDamaged) {
        return Optional.empty();
      }
    });
  }

  private SecretState.Held held(Secret secret, TlsSecret content) {
    return new SecretState.Held(content, flaw(secret, content));
  }

  private Optional<Finding> flaw(Secret secret, TlsSecret content) {
    if (TlsSecret.bearsMetadataOf(secret, content.toSecret(target))) {
      return Optional.empty();
    }
    return Optional.of(
        TlsSecret.bearsUid(secret, target.owner().uid())
            ? new Finding(
                "MetadataDiffers",
                "The labels, annotations or owner of Secret %s are not what spec asks for."
                    .formatted(target.name()))
            : new Finding(
                "SecretAdopted",
                "Secret %s was made for a NodeCertificate that is gone, and holds what this one asks"
                        .formatted(target.name())
                    + " for."));
  }
}
