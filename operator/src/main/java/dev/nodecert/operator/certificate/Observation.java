package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.NodeCertificateStatus;
import dev.nodecert.operator.condition.ConditionType;
import dev.nodecert.operator.condition.Conditions;
import dev.nodecert.operator.secret.TlsSecret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All that a decision is made from. */
record Observation(
    NodeCertificate certificate,
    DesiredCertificate desired,
    AccountState account,
    SecretState secret,
    Neighbours neighbours,
    String operatorNamespace,
    Instant now) {

  NodeCertificateStatus status() {
    var status = certificate.getStatus();
    return status == null
        ? new NodeCertificateStatus(null, null, null, null, null, List.of())
        : status;
  }

  String namespace() {
    return desired.owner().namespace();
  }

  long generation() {
    return certificate.getMetadata().getGeneration();
  }

  boolean isSuspended() {
    return Boolean.TRUE.equals(certificate.getSpec().suspend());
  }

  boolean isSpecObserved() {
    return Long.valueOf(generation()).equals(status().observedGeneration());
  }

  Optional<AcmeAccount> knownAccount() {
    return account instanceof AccountState.Present(AcmeAccount known)
        ? Optional.of(known)
        : Optional.empty();
  }

  /** The hash of what the spec would order; empty while the account is unknown. */
  Optional<String> orderHash() {
    return account instanceof AccountState.Present present
        ? Optional.of(desired.orderHash(present.directory()))
        : Optional.empty();
  }

  Optional<TlsSecret> held() {
    return secret.held().map(SecretState.Held::content);
  }

  /** Whether the Secret holds a pair that is in date. */
  boolean isUsable() {
    return held().filter(this::isInDate).isPresent();
  }

  /** Whether the Secret holds what the spec asks for, in date. */
  boolean isFulfilled() {
    return held().filter(this::isInDate).filter(this::isWhatWasAskedFor).isPresent();
  }

  private boolean isWhatWasAskedFor(TlsSecret content) {
    return orderHash().filter(content.provenance().orderHash()::equals).isPresent();
  }

  private boolean isInDate(TlsSecret content) {
    var leaf = content.chain().leaf();
    return !leaf.getNotBefore().toInstant().isAfter(now)
        && leaf.getNotAfter().toInstant().isAfter(now);
  }

  /** The certificate that fulfilled the spec when status was written; empty where none did. */
  Optional<RememberedCertificate> remembered() {
    return isSpecObserved() && Conditions.isTrue(status().conditions(), ConditionType.READY)
        ? orderHash().flatMap(hash -> RememberedCertificate.of(status().certificate(), hash))
        : Optional.empty();
  }

  /** The running order, if it is for what the spec asks for now. */
  Optional<Issuance> issuance() {
    return Optional.ofNullable(status().issuance())
        .filter(running -> orderHash().filter(running.orderHash()::equals).isPresent());
  }

  Observation with(Neighbours found) {
    return new Observation(certificate, desired, account, secret, found, operatorNamespace, now);
  }

  Observation with(SecretState live) {
    return new Observation(certificate, desired, account, live, neighbours, operatorNamespace, now);
  }
}
