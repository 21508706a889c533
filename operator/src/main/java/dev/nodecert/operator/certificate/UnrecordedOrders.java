package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The orders that this process has made and no status knows yet. When the first status write fails,
 * the next run finds its order here and makes no second one.
 */
final class UnrecordedOrders {

  private final ConcurrentMap<String, Issuance> byUid = new ConcurrentHashMap<>();

  void made(Observation o, Issuance issuance) {
    byUid.put(o.desired().owner().uid(), issuance);
  }

  /** The order for what is to be ordered now. */
  Optional<Issuance> find(Observation o) {
    return Optional.ofNullable(byUid.get(o.desired().owner().uid()))
        .filter(issuance -> o.wantedHash().filter(issuance.orderHash()::equals).isPresent());
  }

  void forget(NodeCertificate certificate) {
    byUid.remove(certificate.getMetadata().getUid());
  }
}
