package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.CertificateStatus;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.refresh.PodRefresh;
import dev.nodecert.operator.refresh.RefreshOutcome;
import dev.nodecert.operator.x509.CertificateFacts;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hurries the kubelets once another certificate is in the Secret, where spec asks for it. */
final class ProxyRefresh {

  private static final Logger LOG = LoggerFactory.getLogger(ProxyRefresh.class);

  private final PodRefresh pods;
  private final CertificateEvents events;
  private final ConcurrentMap<String, String> refreshed = new ConcurrentHashMap<>();

  ProxyRefresh(PodRefresh pods, CertificateEvents events) {
    this.pods = pods;
    this.events = events;
  }

  /** Before a status tells of the certificate, so that a kill in between leaves none unhurried. */
  void hurry(Observation o) {
    o.held()
        .filter(_ -> isWanted(o.certificate()) && !o.isSuspended())
        .map(held -> CertificateFacts.of(held.chain().leaf()).fingerprint())
        .filter(fingerprint -> isNews(o, fingerprint))
        .ifPresent(fingerprint -> hurry(o, fingerprint));
  }

  private static boolean isWanted(NodeCertificate certificate) {
    var proxy = certificate.getSpec().proxy();
    return proxy != null && Boolean.TRUE.equals(proxy.refresh());
  }

  private boolean isNews(Observation o, String fingerprint) {
    var told = Optional.ofNullable(o.status().certificate()).map(CertificateStatus::fingerprint);
    return !told.equals(Optional.of(fingerprint))
        && !fingerprint.equals(refreshed.get(o.desired().owner().uid()));
  }

  private void hurry(Observation o, String fingerprint) {
    switch (pods.refresh(o.namespace(), o.desired().secretName(), fingerprint)) {
      case RefreshOutcome.Refreshed(var count) -> {
        LOG.info("{} pods were hurried", count);
        refreshed.put(o.desired().owner().uid(), fingerprint);
      }
      case RefreshOutcome.Forbidden(var message) -> {
        events.refreshForbidden(o, message);
        refreshed.put(o.desired().owner().uid(), fingerprint);
      }
      case RefreshOutcome.Failed(var message) -> LOG.warn("{}", message);
    }
  }

  void forget(NodeCertificate certificate) {
    refreshed.remove(certificate.getMetadata().getUid());
  }
}
