package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.ProxyPolicy;
import dev.nodecert.api.v1alpha1.ProxyProbe;
import dev.nodecert.operator.probe.ProbeKey;
import dev.nodecert.operator.probe.ProbeTarget;
import dev.nodecert.operator.probe.ServingProbes;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.x509.CertificateFacts;
import java.util.List;
import java.util.Optional;

/** Has what the proxy serves looked at, where spec asks for it. */
final class ServingFinder {

  private static final int HTTPS = 443;
  private static final String WILDCARD = "*.";

  private final ServingProbes probes;

  ServingFinder(ServingProbes probes) {
    this.probes = probes;
  }

  /**
   * What is known by now; never waits.
   *
   * @param wake runs when more is
   */
  ServingState find(Observation o, Runnable wake) {
    var wanted = probe(o.certificate());
    if (wanted.isEmpty() || o.held().isEmpty()) {
      forget(o.certificate());
      return new ServingState.NotAsked();
    }
    var target = target(o, wanted.get(), o.held().get());
    var serving = probes.look(key(o.certificate()), target, wake);
    return serving
        .verdict()
        .<ServingState>map(verdict -> new ServingState.Known(verdict, serving.askAgainAt()))
        .orElseGet(() -> new ServingState.Looking(serving.askAgainAt()));
  }

  /** What spec asks for. */
  static Optional<ProxyProbe> probe(NodeCertificate certificate) {
    return Optional.ofNullable(certificate.getSpec().proxy()).map(ProxyPolicy::probe);
  }

  void forget(NodeCertificate certificate) {
    probes.forget(key(certificate));
  }

  private static ProbeKey key(NodeCertificate certificate) {
    var metadata = certificate.getMetadata();
    return new ProbeKey(metadata.getNamespace(), metadata.getName());
  }

  private static ProbeTarget target(Observation o, ProxyProbe wanted, TlsSecret content) {
    var facts = CertificateFacts.of(content.chain().leaf());
    var service = wanted.serviceRef();
    return new ProbeTarget(
        o.namespace(),
        service.name(),
        String.valueOf(Optional.ofNullable(service.port()).orElse(HTTPS)),
        Optional.ofNullable(wanted.serverName())
            .orElseGet(() -> serverName(o, List.copyOf(facts.sans()))),
        facts.fingerprint(),
        content.provenance().issuedAt());
  }

  /** A name that clients would use: localhost is in each certificate of the cluster CA. */
  private static String serverName(Observation o, List<String> names) {
    return names.stream()
        .filter(name -> !name.startsWith(WILDCARD) && o.desired().signedNames().contains(name))
        .findFirst()
        .or(() -> names.stream().filter(name -> name.endsWith(".svc")).findFirst())
        .or(() -> names.stream().findFirst())
        .orElseGet(() -> o.desired().nodeName());
  }
}
