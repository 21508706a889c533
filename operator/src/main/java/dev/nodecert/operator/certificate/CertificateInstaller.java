package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.acme.AcmeOrder;
import dev.nodecert.operator.authority.CertificateMaker;
import dev.nodecert.operator.secret.SecretMetadata;
import dev.nodecert.operator.secret.SecretStore;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.secret.TlsSecret.Provenance;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.CertificateFacts;
import dev.nodecert.operator.x509.ChainCheck;
import dev.nodecert.operator.x509.ChainCheck.Verdict;
import dev.nodecert.operator.x509.PrivateKeyPair;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a certificate and its key together in the Secret that the proxy mounts. */
final class CertificateInstaller {

  private static final Logger LOG = LoggerFactory.getLogger(CertificateInstaller.class);

  private final SecretStore secrets;
  private final PendingKeys keys;
  private final NodeCertificateLookup isNodeCertificate;
  private final CertificateMaker maker;
  private final InstantSource clock;

  CertificateInstaller(
      SecretStore secrets,
      PendingKeys keys,
      NodeCertificateLookup isNodeCertificate,
      CertificateMaker maker,
      InstantSource clock) {
    this.maker = maker;
    this.secrets = secrets;
    this.keys = keys;
    this.isNodeCertificate = isNodeCertificate;
    this.clock = clock;
  }

  /** Downloads an order's certificate, checks it whole, and puts it into the Secret. */
  OrderOutcome install(Observation o, AcmeOrder order, Issuance issuance) {
    var key = keys.find(o, order.url());
    if (key.isEmpty()) {
      return failed("KeyLost", "The key for the CA's certificate is gone; it is ordered again.");
    }
    var chain = chain(o, order, key.get());
    return switch (judge(o, chain, key.get())) {
      case Verdict.Servable _ -> put(o, order, chain, key.get());
      case Verdict.NotYet(var from) -> new OrderOutcome.Running(issuance, from);
      case Verdict.Refused(var reason, var message) -> failed(reason, message);
    };
  }

  private Verdict judge(Observation o, CertificateChain chain, PrivateKeyPair key) {
    return ChainCheck.judge(chain, key, o.order().names(), clock.instant());
  }

  /** Of the CA's chains the one that spec prefers, if it is as good as the one that the CA does. */
  private CertificateChain chain(Observation o, AcmeOrder order, PrivateKeyPair key) {
    var standard = order.download();
    return o.order()
        .preferredChain()
        .filter(_ -> !o.order().prefers(standard))
        .flatMap(topIssuer -> alternate(order, topIssuer))
        .filter(chain -> !(judge(o, chain, key) instanceof Verdict.Refused))
        .orElse(standard);
  }

  /** A chain that is only preferred is no reason to have none. */
  private static Optional<CertificateChain> alternate(AcmeOrder order, String topIssuer) {
    try {
      return order.download(topIssuer);
    } catch (AcmeFailure failure) {
      LOG.warn("the CA's other chains cannot be had: {}", failure.message());
      return Optional.empty();
    }
  }

  private OrderOutcome put(
      Observation o, AcmeOrder order, CertificateChain chain, PrivateKeyPair key) {
    var obstacle = obstacle(o);
    if (obstacle.isPresent()) {
      return new OrderOutcome.Refused(obstacle.get());
    }
    var content =
        new TlsSecret(
            chain,
            key,
            Provenance.ordered(
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                o.wantedHash().orElseThrow(),
                o.order().account(),
                order.certificateUrl().toString()));
    write(o, content);
    return new OrderOutcome.Issued(content);
  }

  /** Lets the cluster CA sign a certificate for a new key, and puts both into the Secret. */
  TlsSecret sign(Observation o, SignatureState.Available ca) {
    var now = clock.instant();
    var key = keyToSign(o);
    var chain = maker.sign(ca.authority(), key.publicKey(), ca.names().granted(), now);
    var hash = ca.hash(o.desired().keyType());
    return put(o, new TlsSecret(chain, key, of(CertificateSource.ClusterCA, now, hash)));
  }

  /** What stands in has a key of its own, whatever becomes of the one that it stands in for. */
  private static PrivateKeyPair keyToSign(Observation o) {
    return Optional.of(o)
        .filter(it -> it.desired().source().kind() == CertificateSource.ClusterCA)
        .flatMap(Observation::keptKey)
        .orElseGet(o.desired().keyType()::generate);
  }

  /** Copies an uploaded certificate and its key into the Secret. */
  TlsSecret install(Observation o, UploadState.Accepted upload) {
    var provenance = of(CertificateSource.Custom, clock.instant(), upload.hash());
    return put(o, new TlsSecret(upload.chain(), upload.key(), provenance));
  }

  private static Provenance of(CertificateSource source, Instant now, String hash) {
    return Provenance.of(source, now.truncatedTo(ChronoUnit.SECONDS), hash);
  }

  private TlsSecret put(Observation o, TlsSecret content) {
    write(o, content);
    return content;
  }

  /** Much may have happened to the Secret since the order was begun. */
  private Optional<Finding> obstacle(Observation o) {
    var target = o.desired().target();
    var state =
        new SecretInspection(target, Optional.empty(), isNodeCertificate)
            .inspect(secrets.get(target.owner().namespace(), target.name()));
    return RefusalChecks.secret(state);
  }

  /** Writes a certificate and its outputs into the Secret, as spec asks for. */
  void write(Observation o, TlsSecret content) {
    var made =
        SecretOutputs.add(
            content.toSecret(o.desired().target()),
            o.outputMaterial(content),
            o.outputs().wanted());
    secrets.apply(o.outputs().obstacle().isPresent() ? keepOutputs(made) : made);
  }

  /** A password that is gone is no reason to take a keystore away that a proxy needs. */
  private Secret keepOutputs(Secret made) {
    return secrets
        .get(made.getMetadata().getNamespace(), made.getMetadata().getName())
        .map(present -> SecretOutputs.keep(made, present))
        .orElse(made);
  }

  /** Lets a Secret that stays behind say that its certificate is revoked. */
  void markRevoked(Observation o, TlsSecret content) {
    var target = o.desired().target();
    if (target.ownerReference().isEmpty()) {
      secrets
          .get(target.owner().namespace(), target.name())
          .ifPresent(present ->
              secrets.annotate(
                  present,
                  SecretMetadata.REVOKED,
                  CertificateFacts.of(content.chain().leaf()).serial()));
    }
  }

  /** Lets go of a Secret that spec no longer names: a proxy may still mount it. */
  void release(Observation o, String secret) {
    var owner = o.desired().owner();
    secrets
        .get(owner.namespace(), secret)
        .filter(present -> TlsSecret.ownerOf(present).filter(owner.key()::equals).isPresent())
        .ifPresent(secrets::disown);
  }

  private static OrderOutcome failed(String type, String message) {
    return new OrderOutcome.Failed(
        new AcmeFailure(type, message, Optional.empty()), Optional.empty());
  }
}
