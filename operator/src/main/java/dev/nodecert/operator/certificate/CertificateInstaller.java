package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.acme.AcmeOrder;
import dev.nodecert.operator.secret.SecretStore;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.ChainCheck;
import dev.nodecert.operator.x509.ChainCheck.Verdict;
import dev.nodecert.operator.x509.PrivateKeyPair;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Brings a certificate and its key together in the Secret that the proxy mounts. */
final class CertificateInstaller {

  private final SecretStore secrets;
  private final PendingKeys keys;
  private final NodeCertificateLookup isNodeCertificate;
  private final InstantSource clock;

  CertificateInstaller(
      SecretStore secrets,
      PendingKeys keys,
      NodeCertificateLookup isNodeCertificate,
      InstantSource clock) {
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
    var chain = order.download();
    return switch (ChainCheck.judge(chain, key.get(), o.desired().names(), clock.instant())) {
      case Verdict.Servable _ -> put(o, order, chain, key.get());
      case Verdict.NotYet(var from) -> new OrderOutcome.Running(issuance, from);
      case Verdict.Refused(var reason, var message) -> failed(reason, message);
    };
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
            new TlsSecret.Provenance(
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                o.orderHash().orElseThrow(),
                o.desired().account(),
                order.certificateUrl().toString()));
    write(o, content);
    return new OrderOutcome.Issued(content);
  }

  /** Much may have happened to the Secret since the order was begun. */
  private Optional<Finding> obstacle(Observation o) {
    var target = o.desired().target();
    var state =
        new SecretInspection(target, Optional.empty(), isNodeCertificate)
            .inspect(secrets.get(target.owner().namespace(), target.name()));
    return RefusalChecks.secret(state);
  }

  /** Writes a certificate into the Secret, as spec asks for. */
  void write(Observation o, TlsSecret content) {
    secrets.apply(content.toSecret(o.desired().target()));
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
