package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.NodeCertificateStatus;
import dev.nodecert.operator.status.StatusUpdate;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;

/** Writes the status of one NodeCertificate during one run, and only what has changed. */
final class StatusWriter {

  private final PendingKeys keys;
  private final Context<NodeCertificate> context;
  private NodeCertificate written;

  StatusWriter(NodeCertificate certificate, PendingKeys keys, Context<NodeCertificate> context) {
    this.written = certificate;
    this.keys = keys;
    this.context = context;
  }

  void write(NodeCertificateStatus status) {
    if (status.equals(written.getStatus())) {
      return;
    }
    if (endsOrder(status)) {
      // First, so that a kill in between leaves an order to clean up after, not a key.
      keys.discard(written);
    }
    written = StatusUpdate.replace(written, fresh(status), context);
  }

  private boolean endsOrder(NodeCertificateStatus status) {
    var former = written.getStatus();
    return former != null && former.issuance() != null && status.issuance() == null;
  }

  private NodeCertificate fresh(NodeCertificateStatus status) {
    var fresh = new NodeCertificate();
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(written.getMetadata().getNamespace())
            .withName(written.getMetadata().getName())
            .build());
    fresh.setStatus(status);
    return fresh;
  }
}
