package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.ChallengeRecord;
import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.NodeCertificateStatus;
import dev.nodecert.operator.status.FinalizerUpdate;
import dev.nodecert.operator.status.StatusUpdate;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes the status of one NodeCertificate during one run, and only what has changed. It alone
 * knows which records are set: a finalizer stands before the first and goes after the last.
 */
final class StatusWriter {

  private final PendingKeys keys;
  private final Context<NodeCertificate> context;
  private final List<ChallengeRecord> records;
  private final List<ChallengeRecord> dropped = new ArrayList<>();
  private NodeCertificate written;

  StatusWriter(NodeCertificate certificate, PendingKeys keys, Context<NodeCertificate> context) {
    this.written = certificate;
    this.keys = keys;
    this.context = context;
    var status = certificate.getStatus();
    this.records = new ArrayList<>(status == null ? List.of() : status.records());
  }

  /** The records that are set, or about to be. */
  List<ChallengeRecord> records() {
    return List.copyOf(records);
  }

  /** The order that runs by what was written last. */
  Optional<Issuance> running() {
    return Optional.ofNullable(written.getStatus()).map(NodeCertificateStatus::issuance);
  }

  /**
   * Whether another certificate is in the Secret by now, of which it is looked whether it is
   * served.
   */
  boolean bringsAnotherThan(Observation o) {
    return written.getStatus() != null
        && ServingFinder.probe(written).isPresent()
        && !Objects.equals(written.getStatus().certificate(), o.status().certificate());
  }

  /** Records will be set: a deletion has to wait from now on. */
  void expectRecords() {
    hold(RecordKeeper.FINALIZER);
  }

  /** A deletion has to wait from now on. */
  void hold(String finalizer) {
    written = FinalizerUpdate.add(written, finalizer, context);
  }

  /** A deletion does not have to wait any longer. */
  void letGo(String finalizer) {
    written = FinalizerUpdate.remove(written, finalizer, context);
  }

  /** Records are about to be set; the next status that is written lists them. */
  void add(List<ChallengeRecord> needed) {
    if (!needed.isEmpty()) {
      expectRecords();
    }
    needed.stream()
        .filter(record -> !ChallengeTargets.areListed(List.of(record), records))
        .forEach(records::add);
  }

  /** A record is gone; the next status that is written does not list it. */
  void drop(ChallengeRecord record) {
    records.remove(record);
    dropped.add(record);
  }

  /** The records that are gone. */
  List<ChallengeRecord> dropped() {
    return List.copyOf(dropped);
  }

  void write(NodeCertificateStatus status) {
    var whole = status.withRecords(records);
    if (whole.equals(written.getStatus())) {
      return;
    }
    if (endsOrder(whole)) {
      // First, so that a kill in between leaves an order to clean up after, not a key.
      keys.discard(written);
    }
    written = StatusUpdate.replace(written, fresh(whole), context);
  }

  /** Writes which records are left, if that is not written yet. */
  void finish() {
    if (written.getStatus() != null) {
      write(written.getStatus());
    }
    if (records.isEmpty()) {
      letGo(RecordKeeper.FINALIZER);
    }
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
