package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.secret.SecretStore;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sees all there is for a decision: from the caches, or live where a cache may be behind. */
final class Observer {

  private final KubernetesClient client;
  private final SecretStore secrets;
  private final NodeCertificateLookup isNodeCertificate;
  private final NeighbourFinder neighbours;
  private final UploadFinder uploads;
  private final SignatureFinder signatures;
  private final OutputFinder outputs;
  private final String operatorNamespace;
  private final InstantSource clock;
  private final Instant startedAt;

  Observer(
      KubernetesClient client,
      SecretStore secrets,
      NodeCertificateLookup isNodeCertificate,
      UploadFinder uploads,
      SignatureFinder signatures,
      OutputFinder outputs,
      String operatorNamespace,
      InstantSource clock) {
    this.client = client;
    this.secrets = secrets;
    this.isNodeCertificate = isNodeCertificate;
    this.neighbours = new NeighbourFinder(isNodeCertificate);
    this.uploads = uploads;
    this.signatures = signatures;
    this.outputs = outputs;
    this.operatorNamespace = operatorNamespace;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  Observation observe(NodeCertificate certificate, Context<NodeCertificate> context) {
    return observation(certificate, CertificateInputs.output(certificate, context), context);
  }

  /** What stands at the API server now; empty when the certificate is gone or going. */
  Optional<Observation> observeLive(NodeCertificate certificate, Context<NodeCertificate> context) {
    var metadata = certificate.getMetadata();
    return Optional.ofNullable(client.resource(certificate).get())
        .filter(live -> live.getMetadata().getUid().equals(metadata.getUid()))
        .filter(live -> !live.isMarkedForDeletion())
        .map(live -> observation(live, liveSecret(live), context));
  }

  /** A NodeCertificate as it is known, with its Secret as it stands at the API server. */
  Observation observeLiveSecret(NodeCertificate certificate, Context<NodeCertificate> context) {
    return observation(certificate, liveSecret(certificate), context);
  }

  private Optional<Secret> liveSecret(NodeCertificate certificate) {
    return secrets.get(
        certificate.getMetadata().getNamespace(), DesiredCertificate.secretName(certificate));
  }

  /** A NodeCertificate that is being deleted, with its Secret as it stands at the API server. */
  Observation observeGoing(NodeCertificate certificate, Context<NodeCertificate> context) {
    var live = liveSecret(certificate);
    return live.isPresent()
        ? observation(certificate, live, context)
        : observe(certificate, context);
  }

  private Observation observation(
      NodeCertificate certificate, Optional<Secret> secret, Context<NodeCertificate> context) {
    var account = context.getSecondaryResource(AcmeAccount.class);
    var desired = DesiredCertificate.of(certificate);
    var unjudged =
        new Observation(
            certificate,
            desired,
            AccountState.of(account),
            plugins(desired, context),
            new SecretState.Missing(),
            new SignatureState.NotNeeded(),
            uploads.find(desired, context),
            outputs.find(certificate, secret, context),
            new ServingState.NotAsked(),
            neighbours.find(certificate, account, context),
            operatorNamespace,
            startedAt,
            clock.instant());
    var unsigned = unjudged.with(inspection(unjudged).inspect(secret));
    return unsigned.with(signatures.find(unsigned));
  }

  private static Map<String, PluginState> plugins(
      DesiredCertificate desired, Context<NodeCertificate> context) {
    return desired.ordered().stream()
        .flatMap(order -> order.plugins().stream())
        .collect(
            Collectors.toMap(
                name -> name,
                name -> PluginState.of(name, CertificateInputs.plugin(name, context))));
  }

  private SecretInspection inspection(Observation o) {
    return new SecretInspection(o.desired().target(), o.remembered(), isNodeCertificate);
  }
}
