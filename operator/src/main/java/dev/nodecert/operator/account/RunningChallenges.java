package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.ProofState;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Listable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The NodeCertificates whose challenges run: tokens are stored before a CA hears that they can be
 * asked for, so the API server knows. It is asked live and page by page, for it is asked rarely.
 */
final class RunningChallenges {

  private static final long PAGE = 200;

  private final KubernetesClient client;
  private final Set<String> namespaces;

  /**
   * Sees the NodeCertificates of some namespaces.
   *
   * @param namespaces all where empty
   */
  RunningChallenges(KubernetesClient client, Set<String> namespaces) {
    this.client = client;
    this.namespaces = Set.copyOf(namespaces);
  }

  /** Those of an account, each namespace/name, in order. */
  List<String> of(String account, Instant now) {
    return scopes()
        .flatMap(scope -> running(scope, certificate -> isRunning(certificate, account, now)))
        .sorted()
        .toList();
  }

  private Stream<Listable<? extends KubernetesResourceList<NodeCertificate>>> scopes() {
    var certificates = client.resources(NodeCertificate.class);
    return namespaces.isEmpty()
        ? Stream.of(certificates.inAnyNamespace())
        : namespaces.stream().map(certificates::inNamespace);
  }

  private static Stream<String> running(
      Listable<? extends KubernetesResourceList<NodeCertificate>> scope,
      Predicate<NodeCertificate> isRunning) {
    var found = new ArrayList<String>();
    String next = "";
    do {
      var page = scope.list(new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
      page.getItems().stream().filter(isRunning).map(RunningChallenges::key).forEach(found::add);
      next = Objects.requireNonNullElse(page.getMetadata().getContinue(), "");
    } while (!next.isEmpty());
    return found.stream();
  }

  private static String key(NodeCertificate certificate) {
    return certificate.getMetadata().getNamespace() + "/" + certificate.getMetadata().getName();
  }

  /** One that rests after a failure has no challenge that the CA looks at. */
  static boolean isRunning(NodeCertificate certificate, String account, Instant now) {
    var acme = certificate.getSpec().acme();
    var status = certificate.getStatus();
    return acme != null
        && acme.accountRef().name().equals(account)
        && status != null
        && status.issuance() != null
        && status.issuance().names().stream().anyMatch(p -> p.state() == ProofState.Pending)
        && (status.failure() == null || !status.failure().retryAt().isAfter(now));
  }
}
