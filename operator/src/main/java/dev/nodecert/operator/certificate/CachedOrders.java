package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.NameProof;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.OrderResult;
import dev.nodecert.api.v1alpha1.PastOrder;
import dev.nodecert.operator.limits.NamesHash;
import dev.nodecert.operator.limits.OrderIntent;
import dev.nodecert.operator.limits.OrderIntent.Kind;
import dev.nodecert.operator.limits.OrderMemory;
import dev.nodecert.operator.limits.RememberedOrder;
import dev.nodecert.operator.secret.DamagedSecretException;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.x509.CertificateFacts;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The orders that the cached NodeCertificates and Secrets tell of. A Secret outlives its
 * NodeCertificate, and so does what it tells.
 */
public final class CachedOrders implements OrderMemory {

  private volatile Caches caches = new Caches(Stream::empty, Stream::empty, _ -> Optional.empty());

  /** Where it looks. */
  record Caches(
      Supplier<Stream<NodeCertificate>> certificates,
      Supplier<Stream<Secret>> secrets,
      Function<String, Optional<AcmeAccount>> accounts) {}

  /** An order by what tells it from others. */
  private record Identity(OrderResult result, Instant at, String namesHash) {}

  void lookInto(Caches found) {
    caches = found;
  }

  /** Whether any Secret holds a certificate of the cluster CA. */
  public boolean signedCertificatesExist() {
    return CertificateInputs.holdSigned(caches.secrets().get());
  }

  @Override
  public List<RememberedOrder> since(Instant moment) {
    var known = new HashSet<Identity>();
    var told =
        caches.certificates().get().flatMap(c -> ofCertificate(c, moment, known).stream()).toList();
    return Stream.concat(
            told.stream(), caches.secrets().get().flatMap(s -> ofSecret(s, moment, known).stream()))
        .toList();
  }

  private List<RememberedOrder> ofCertificate(
      NodeCertificate certificate, Instant since, Set<Identity> known) {
    var status = certificate.getStatus();
    if (status == null || certificate.getSpec().acme() == null) {
      return List.of();
    }
    var desired = DesiredCertificate.of(certificate);
    var past =
        status.history().stream()
            .filter(order -> !order.at().isBefore(since))
            .flatMap(order -> past(order, status.history(), desired, known).stream());
    var running = Optional.ofNullable(status.issuance()).flatMap(order -> running(order, desired));
    return Stream.concat(past, running.stream()).toList();
  }

  private Optional<RememberedOrder> past(
      PastOrder order, List<PastOrder> history, DesiredCertificate desired, Set<Identity> known) {
    return Optional.of(desired.order().names())
        .filter(names -> NamesHash.of(names).equals(order.namesHash()))
        .filter(_ -> known.add(new Identity(order.outcome(), order.at(), order.namesHash())))
        .flatMap(names -> intent(desired, names, kind(order, history)))
        .map(intent ->
            new RememberedOrder(
                desired.owner().uid(), intent, Optional.of(order.outcome()), order.at()));
  }

  /** What replaced what is not remembered. */
  private static Kind kind(PastOrder order, List<PastOrder> history) {
    var isRenewal =
        history.stream()
            .filter(former -> former.outcome() == OrderResult.Issued)
            .filter(former -> former.namesHash().equals(order.namesHash()))
            .anyMatch(former -> former.at().isBefore(order.at()));
    return isRenewal ? Kind.RENEWAL : Kind.FIRST;
  }

  private Optional<RememberedOrder> running(Issuance order, DesiredCertificate desired) {
    Collection<String> names =
        order.names().isEmpty()
            ? desired.order().names()
            : order.names().stream().map(NameProof::name).toList();
    return intent(desired, names, Kind.FIRST)
        .map(intent ->
            new RememberedOrder(
                desired.owner().uid(), intent, Optional.empty(), order.startedAt()));
  }

  private Optional<RememberedOrder> ofSecret(Secret secret, Instant since, Set<Identity> known) {
    return content(secret, since)
        .filter(content -> known.add(identity(content)))
        .flatMap(content ->
            intent(
                    content.provenance().account(),
                    secret.getMetadata().getNamespace(),
                    CertificateFacts.of(content.chain().leaf()).sans(),
                    Kind.FIRST)
                .map(intent ->
                    new RememberedOrder(
                        "",
                        intent,
                        Optional.of(OrderResult.Issued),
                        content.provenance().issuedAt())));
  }

  private static Optional<TlsSecret> content(Secret secret, Instant since) {
    if (TlsSecret.issuedAtOf(secret).filter(at -> !at.isBefore(since)).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TlsSecret.of(secret));
    } catch (DamagedSecretException e) {
      return Optional.empty();
    }
  }

  private static Identity identity(TlsSecret content) {
    return new Identity(
        OrderResult.Issued,
        content.provenance().issuedAt(),
        NamesHash.of(CertificateFacts.of(content.chain().leaf()).sans()));
  }

  /** By account, what each of its certificates would order if it were new. */
  public Map<String, List<OrderIntent>> firstOrders() {
    return caches
        .certificates()
        .get()
        .filter(certificate -> certificate.getSpec().acme() != null)
        .map(DesiredCertificate::of)
        .flatMap(desired ->
            intent(desired, desired.order().names(), Kind.FIRST).stream()
                .map(intent -> Map.entry(desired.order().account(), intent)))
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  private Optional<OrderIntent> intent(
      DesiredCertificate desired, Collection<String> names, Kind kind) {
    return intent(desired.order().account(), desired.owner().namespace(), names, kind);
  }

  private Optional<OrderIntent> intent(
      String account, String namespace, Collection<String> names, Kind kind) {
    return caches
        .accounts()
        .apply(account)
        .map(found -> OrderIntent.of(OrderIntents.account(found), namespace, names, kind));
  }
}
