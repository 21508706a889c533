package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.NameProof;
import dev.nodecert.api.v1alpha1.NodeCertificateStatus;
import dev.nodecert.api.v1alpha1.OrderResult;
import dev.nodecert.api.v1alpha1.PastOrder;
import dev.nodecert.operator.limits.NamesHash;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.x509.CertificateFacts;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The orders that have ended, as a status remembers them. */
final class OrderHistory {

  private OrderHistory() {}

  /**
   * The history of the next status.
   *
   * @param running the order of the next status
   * @param otherwise how the order of the last status ended, if not with a certificate
   */
  static List<PastOrder> of(Observation o, @Nullable Issuance running, OrderResult otherwise) {
    var former = o.status().history();
    var whole =
        Stream.of(former.stream(), issued(o).stream(), ended(o, running, otherwise).stream())
            .flatMap(orders -> orders)
            .distinct()
            .sorted(Comparator.comparing(PastOrder::at))
            .toList();
    int tooMany = Math.max(0, whole.size() - NodeCertificateStatus.MAX_HISTORY);
    return whole.subList(tooMany, whole.size());
  }

  /** The certificate there is; by it a status that was lost is known again. */
  private static Optional<PastOrder> issued(Observation o) {
    return o.held()
        .filter(held -> held.isFrom(CertificateSource.ACME))
        .filter(held -> isOf(held, o.wantedHash()))
        .filter(held -> o.order().names().equals(IssueChecks.names(held)))
        .map(held ->
            new PastOrder(
                held.provenance().issuedAt(),
                OrderResult.Issued,
                NamesHash.of(CertificateFacts.of(held.chain().leaf()).sans())));
  }

  private static Optional<PastOrder> ended(
      Observation o, @Nullable Issuance running, OrderResult otherwise) {
    return Optional.ofNullable(o.status().issuance())
        .filter(former -> running == null || !running.orderURL().equals(former.orderURL()))
        .filter(former -> o.held().filter(held -> isFrom(held, former)).isEmpty())
        .map(former ->
            new PastOrder(
                o.now().truncatedTo(ChronoUnit.SECONDS),
                otherwise,
                NamesHash.of(names(o, former))));
  }

  /** Names are recorded with the first challenge; before that they are those of the spec. */
  private static List<String> names(Observation o, Issuance order) {
    return order.names().isEmpty()
        ? o.desired().ordered().map(desired -> List.copyOf(desired.names())).orElse(List.of())
        : order.names().stream().map(NameProof::name).toList();
  }

  private static boolean isFrom(TlsSecret held, Issuance order) {
    return isOf(held, Optional.of(order.orderHash()))
        && !held.provenance().issuedAt().isBefore(order.startedAt());
  }

  private static boolean isOf(TlsSecret held, Optional<String> orderHash) {
    return orderHash.filter(held.provenance().orderHash()::equals).isPresent();
  }
}
