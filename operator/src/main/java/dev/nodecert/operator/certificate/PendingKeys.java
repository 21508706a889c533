package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.secret.PendingKey;
import dev.nodecert.operator.secret.RevocableCertificate;
import dev.nodecert.operator.secret.SecretStore;
import dev.nodecert.operator.x509.PrivateKeyPair;
import io.fabric8.kubernetes.api.model.Secret;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The keys of certificates that were asked for and are not here yet: each in a Secret of its own,
 * and remembered by the process that made it until its order has ended.
 */
final class PendingKeys {

  private final SecretStore secrets;
  private final ConcurrentMap<String, Made> made = new ConcurrentHashMap<>();

  PendingKeys(SecretStore secrets) {
    this.secrets = secrets;
  }

  private record Made(PendingKey key, Secret secret) {
    boolean isFor(URI order) {
      return key.orderUrl().equals(order.toString());
    }

    @Override
    public String toString() {
      return key.toString();
    }
  }

  /**
   * The key for an order: the stored one, or a new one that is stored before it is used.
   *
   * @throws SecretNotOursException when a Secret of someone else stands in its place
   */
  PrivateKeyPair provide(Observation o, URI order) throws SecretNotOursException {
    var known = remembered(o, order);
    return known.isPresent() ? known.get() : store(o, order);
  }

  /** The stored key for an order, if it is still there. */
  Optional<PrivateKeyPair> find(Observation o, URI order) {
    return remembered(o, order).or(() -> ours(o).flatMap(secret -> keyFor(secret, order)));
  }

  private Optional<PrivateKeyPair> remembered(Observation o, URI order) {
    return Optional.ofNullable(made.get(o.desired().owner().uid()))
        .filter(known -> known.isFor(order))
        .map(known -> known.key().key());
  }

  private PrivateKeyPair store(Observation o, URI order) throws SecretNotOursException {
    var pending =
        new PendingKey(
            o.keptKey().orElseGet(o.desired().keyType()::generate),
            order.toString(),
            RevocationChecks.toBeReplaced(o));
    var created = secrets.create(secret(o, pending));
    return created.isPresent()
        ? remember(o, new Made(pending, created.get()))
        : takeOver(o, pending, order);
  }

  /**
   * There is a Secret already: of this order, after a restart, or left by one that was given up.
   */
  private PrivateKeyPair takeOver(Observation o, PendingKey pending, URI order)
      throws SecretNotOursException {
    var present = ours(o);
    if (present.isEmpty()) {
      throw new SecretNotOursException(
          "Secret %s is in the place where this certificate's key is kept until the CA has issued, and"
                  .formatted(PendingKey.nameFor(o.desired().owner().name()))
              + " was not made by NodeCert. Delete it, or give the NodeCertificate another name.");
    }
    var stored = keyFor(present.get(), order);
    return stored.isPresent()
        ? stored.get()
        : remember(o, new Made(pending, secrets.apply(secret(o, pending))));
  }

  /** What is to be revoked once the certificate of the recorded order is in its place. */
  Optional<RevocableCertificate> replaced(Observation o) {
    return Optional.ofNullable(made.get(o.desired().owner().uid()))
        .map(Made::key)
        .or(() -> ours(o).flatMap(PendingKey::of))
        .flatMap(PendingKey::replaced);
  }

  private PrivateKeyPair remember(Observation o, Made key) {
    made.put(o.desired().owner().uid(), key);
    return key.key().key();
  }

  private Optional<Secret> ours(Observation o) {
    var owner = o.desired().owner();
    return ours(owner.namespace(), PendingKey.nameFor(owner.name()));
  }

  private Optional<Secret> ours(String namespace, String name) {
    return secrets.get(namespace, name).filter(PendingKey::isOne);
  }

  private static Optional<PrivateKeyPair> keyFor(Secret secret, URI order) {
    return PendingKey.of(secret)
        .filter(pending -> pending.orderUrl().equals(order.toString()))
        .map(PendingKey::key);
  }

  private static Secret secret(Observation o, PendingKey pending) {
    return pending.toSecret(
        o.desired().owner(), DesiredCertificate.ownerReference(o.certificate()));
  }

  /**
   * The certificate is gone. Its pending key goes with it as what it owns, but not where the user
   * asked that what is owned be orphaned.
   *
   * @throws IllegalStateException if the garbage collector is at work on it: to be tried again
   */
  void abandon(NodeCertificate certificate) {
    made.remove(certificate.getMetadata().getUid());
    if (isOrdering(certificate)
        && leftBy(certificate).filter(key -> !secrets.delete(key)).isPresent()
        && leftBy(certificate).isPresent()) {
      throw new IllegalStateException("the pending key is changed by others while it is removed");
    }
  }

  private Optional<Secret> leftBy(NodeCertificate certificate) {
    var metadata = certificate.getMetadata();
    return ours(metadata.getNamespace(), PendingKey.nameFor(metadata.getName()))
        .filter(secret -> isOwnedByNobodyElse(secret, metadata.getUid()));
  }

  /** A NodeCertificate of the same name may have been made since. */
  private static boolean isOwnedByNobodyElse(Secret secret, String uid) {
    return secret.getMetadata().getOwnerReferences().stream()
        .allMatch(owner -> owner.getUid().equals(uid));
  }

  private static boolean isOrdering(NodeCertificate certificate) {
    return certificate.getStatus() != null && certificate.getStatus().issuance() != null;
  }

  /** Removes the key of an order that has ended. */
  void discard(NodeCertificate certificate) {
    var metadata = certificate.getMetadata();
    var known = made.remove(metadata.getUid());
    if (known == null || !secrets.delete(known.secret())) {
      ours(metadata.getNamespace(), PendingKey.nameFor(metadata.getName()))
          .ifPresent(secrets::delete);
    }
  }
}
