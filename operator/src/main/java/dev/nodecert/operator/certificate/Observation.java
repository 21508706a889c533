package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.KeyRotation;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.NodeCertificateStatus;
import dev.nodecert.api.v1alpha1.Operation;
import dev.nodecert.api.v1alpha1.Operations;
import dev.nodecert.api.v1alpha1.OrderResult;
import dev.nodecert.api.v1alpha1.Renewal;
import dev.nodecert.operator.condition.ConditionType;
import dev.nodecert.operator.condition.Conditions;
import dev.nodecert.operator.output.KeyMaterial;
import dev.nodecert.operator.output.Outputs;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.x509.CertificateFacts;
import dev.nodecert.operator.x509.KeyType;
import dev.nodecert.operator.x509.PrivateKeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a decision is made from.
 *
 * @param watchedSince when this process began to look
 */
record Observation(
    NodeCertificate certificate,
    DesiredCertificate desired,
    AccountState account,
    Map<String, PluginState> plugins,
    SecretState secret,
    SignatureState signature,
    UploadState upload,
    OutputState outputs,
    ServingState serving,
    Neighbours neighbours,
    String operatorNamespace,
    Instant watchedSince,
    Instant now) {

  NodeCertificateStatus status() {
    var status = certificate.getStatus();
    return status == null
        ? new NodeCertificateStatus(
            null, null, null, List.of(), null, null, List.of(), null, List.of())
        : status;
  }

  /** What is to be ordered, where it is known that the certificate is. */
  DesiredOrder order() {
    return desired.order();
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

  /** The plugin that proves a domain. */
  PluginState plugin(DesiredDomain domain) {
    return plugins.getOrDefault(domain.plugin(), new PluginState.Missing());
  }

  /** Whether a domain is proven by dns-01. */
  boolean isByDns(DesiredDomain domain) {
    return plugin(domain).dns().isPresent();
  }

  /** Whether any domain is. */
  boolean needsRecords() {
    return order().domains().values().stream().anyMatch(this::isByDns);
  }

  /** The hash of what the spec asks for; empty while that cannot be known. */
  Optional<String> wantedHash() {
    return switch (desired.source()) {
      case DesiredOrder _ ->
          account instanceof AccountState.Present present
              ? Optional.of(desired.orderHash(present.directory()))
              : Optional.empty();
      case DesiredSource.Uploaded _ ->
          upload instanceof UploadState.Accepted good ? Optional.of(good.hash()) : Optional.empty();
      case DesiredSource.Signed _ ->
          signature instanceof SignatureState.Available ca
              ? Optional.of(ca.hash(desired.keyType()))
              : Optional.empty();
    };
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
    return held()
        .filter(content -> !content.isRevoked())
        .filter(this::isInDate)
        .filter(this::isWhatWasAskedFor)
        .isPresent();
  }

  private boolean isWhatWasAskedFor(TlsSecret content) {
    return namesLeftOut().isEmpty()
        && outputs.obstacle().isEmpty()
        && content.isFrom(desired.source().kind())
        && isWhatWasUploaded(content)
        && wantedHash().filter(content.provenance().orderHash()::equals).isPresent();
  }

  /** Whatever the Secret says of its own content. */
  private boolean isWhatWasUploaded(TlsSecret content) {
    return !(upload instanceof UploadState.Accepted good) || good.chain().equals(content.chain());
  }

  /** When the owner of an uploaded certificate is warned that it ends. */
  Optional<Instant> uploadWarnedAt() {
    return upload instanceof UploadState.Accepted good
        ? Optional.of(good.warnedAt())
        : Optional.empty();
  }

  /** What the owner of an uploaded certificate should know of it. */
  Optional<Finding> remark() {
    return upload instanceof UploadState.Accepted good ? good.remark() : Optional.empty();
  }

  /** Which names that spec asks for the cluster CA does not sign; none where it is not asked. */
  Optional<Finding> namesLeftOut() {
    return desired.source() instanceof DesiredSource.Signed
            && signature instanceof SignatureState.Available ca
        ? ca.names().finding().map(found -> new Finding(found.reason(), found.message()))
        : Optional.empty();
  }

  boolean isInDate(TlsSecret content) {
    var leaf = content.chain().leaf();
    return !leaf.getNotBefore().toInstant().isAfter(now)
        && leaf.getNotAfter().toInstant().isAfter(now);
  }

  /** The key in the Secret, where the next certificate is to be for it, too. */
  Optional<PrivateKeyPair> keptKey() {
    return held()
        .filter(_ -> desired.keyRotation() == KeyRotation.Never)
        .filter(content -> content.isFrom(desired.source().kind()))
        .filter(content -> !RevocationChecks.endsKey(this, content))
        .map(TlsSecret::key)
        .filter(key -> KeyType.describe(key.publicKey()).is(desired.keyType()));
  }

  /** The certificate that fulfilled the spec when status was written; empty where none did. */
  Optional<RememberedCertificate> remembered() {
    return isSpecObserved() && Conditions.isTrue(status().conditions(), ConditionType.READY)
        ? wantedHash().flatMap(hash -> RememberedCertificate.of(status().certificate(), hash))
        : Optional.empty();
  }

  /** When a certificate is renewed. */
  RenewalSchedule renewal(TlsSecret content) {
    var leaf = content.chain().leaf();
    return new RenewalSchedule(
        new RenewalSchedule.Lifetime(
            leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()),
        Optional.ofNullable(certificate.getSpec().renewal()),
        knownRenewal(content).flatMap(known -> Optional.ofNullable(known.window())),
        desired.owner().uid() + leaf.getSerialNumber());
  }

  /** When a certificate is renewed and why; empty for one that its owner renews. */
  Optional<RenewalSchedule.Moment> renewalMoment(TlsSecret content) {
    return content.isFrom(CertificateSource.Custom)
        ? Optional.empty()
        : Optional.of(renewal(content).moment());
  }

  /** What status knows of a certificate's renewal; empty where it is of another certificate. */
  Optional<Renewal> knownRenewal(TlsSecret content) {
    var known = status().certificate();
    return known != null
            && known.fingerprint().equals(CertificateFacts.of(content.chain().leaf()).fingerprint())
        ? Optional.ofNullable(status().renewal())
        : Optional.empty();
  }

  /** When the CA is asked about a certificate's renewal; never, where spec says so. */
  Optional<Instant> nextRenewalCheck(TlsSecret content) {
    var schedule = renewal(content);
    return Optional.of(content)
        .filter(_ -> content.isFrom(CertificateSource.ACME))
        .filter(_ -> schedule.asksTheCA())
        .map(_ ->
            knownRenewal(content)
                .flatMap(known -> Optional.ofNullable(known.nextCheckAt()))
                .orElseGet(() -> content.provenance().issuedAt().plus(schedule.betweenChecks())));
  }

  /** The same with another knowledge of the renewal. */
  Observation with(Renewal renewal, TlsSecret content) {
    return with(
        new NodeCertificateStatus(
            status().observedGeneration(),
            CertificateStatusFactory.certificate(content),
            status().issuance(),
            status().records(),
            renewal,
            status().failure(),
            status().history(),
            status().operations(),
            status().conditions()));
  }

  /** The same with no order and no failure behind it. */
  Observation withoutIssuance() {
    return with(
        new NodeCertificateStatus(
            status().observedGeneration(),
            status().certificate(),
            null,
            status().records(),
            status().renewal(),
            null,
            OrderHistory.of(this, null, OrderResult.Abandoned),
            status().operations(),
            status().conditions()));
  }

  /** The renewal that the annotation asks for. */
  Optional<RenewalRequest> renewalRequest() {
    return RenewalRequest.of(certificate);
  }

  /** The renewal that was taken up last. */
  Optional<Operation> lastRenewal() {
    return Optional.ofNullable(status().operations()).map(Operations::renew);
  }

  /** When the renewal that the annotation asks for is to be made; empty where none is. */
  Optional<Instant> renewalRequestDue() {
    return held()
        .flatMap(held ->
            renewalRequest()
                .flatMap(wanted -> wanted.due(held.provenance().issuedAt(), lastRenewal())));
  }

  /** The same after a renewal has been taken up. */
  Observation withRenewal(Operation taken) {
    var operations =
        Optional.ofNullable(status().operations()).orElseGet(() -> new Operations(null, null));
    return with(status().withOperations(operations.withRenew(taken)));
  }

  /** The same with another status. */
  Observation with(NodeCertificateStatus status) {
    var known = new NodeCertificate();
    known.setMetadata(certificate.getMetadata());
    known.setSpec(certificate.getSpec());
    known.setStatus(status);
    return copy(known, secret, signature, outputs, serving, neighbours);
  }

  /** The running order, if it is for what the spec asks for now. */
  Optional<Issuance> issuance() {
    return Optional.ofNullable(status().issuance())
        .filter(running -> wantedHash().filter(running.orderHash()::equals).isPresent());
  }

  Observation with(SignatureState found) {
    return copy(certificate, secret, found, outputs, serving, neighbours);
  }

  Observation with(Neighbours found) {
    return copy(certificate, secret, signature, outputs, serving, found);
  }

  /** The same once a certificate was written into the Secret, with its outputs. */
  Observation written(TlsSecret content) {
    return copy(
        certificate,
        new SecretState.Held(content, Optional.empty()),
        signature,
        outputs.written(outputHash(content)),
        ServingFinder.probe(certificate).isPresent()
            ? new ServingState.Changed()
            : new ServingState.NotAsked(),
        neighbours);
  }

  Observation with(ServingState found) {
    return copy(certificate, secret, signature, outputs, found, neighbours);
  }

  /** A hash of what the outputs that spec asks for are made of. */
  String outputHash(TlsSecret content) {
    return outputs.wanted().isEmpty()
        ? SecretOutputs.NONE
        : Outputs.hash(outputMaterial(content), outputs.wanted());
  }

  /** What the outputs that spec asks for are made of. */
  KeyMaterial outputMaterial(TlsSecret content) {
    return new KeyMaterial(content.chain(), content.key(), authorities(content));
  }

  /** Of a certificate of the cluster CA only that knows. */
  boolean knowsWhomToTrust(TlsSecret content) {
    return !content.isFrom(CertificateSource.ClusterCA)
        || signature instanceof SignatureState.Available;
  }

  /** Whom clients are to trust; of an order that is known of its issuers alone. */
  private List<X509Certificate> authorities(TlsSecret content) {
    return switch (content.provenance().source()) {
      case ClusterCA ->
          signature instanceof SignatureState.Available ca
              ? ca.authority().trusted()
              : content.chain().issuers();
      case Custom ->
          upload instanceof UploadState.Accepted good && good.root().isPresent()
              ? good.root().stream().toList()
              : content.chain().issuers();
      case ACME -> content.chain().issuers();
    };
  }

  Observation with(OutputState found) {
    return copy(certificate, secret, signature, found, serving, neighbours);
  }

  Observation with(SecretState live) {
    return copy(certificate, live, signature, outputs, serving, neighbours);
  }

  /** The same with all that may be seen otherwise in the course of one run. */
  private Observation copy(
      NodeCertificate known,
      SecretState stored,
      SignatureState offered,
      OutputState made,
      ServingState served,
      Neighbours beside) {
    return new Observation(
        known,
        desired,
        account,
        plugins,
        stored,
        offered,
        upload,
        made,
        served,
        beside,
        operatorNamespace,
        watchedSince,
        now);
  }
}
