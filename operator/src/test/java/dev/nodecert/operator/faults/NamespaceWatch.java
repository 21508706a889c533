package dev.nodecert.operator.faults;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.secret.DamagedSecretException;
import dev.nodecert.operator.secret.SecretMetadata;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.x509.ChainCheck;
import dev.nodecert.operator.x509.ChainCheck.Verdict;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Sees every version of a namespace's objects: when each was ready, and whether any was wrong. */
final class NamespaceWatch implements AutoCloseable {

  private final Map<String, Instant> readyAt = new ConcurrentHashMap<>();
  private final Set<String> failed = ConcurrentHashMap.newKeySet();
  private final Queue<WrongSecret> wrong = new ConcurrentLinkedQueue<>();
  private final List<SharedIndexInformer<?>> informers;

  /** A version of a served Secret that a proxy must never see. */
  record WrongSecret(String name, String what) {}

  NamespaceWatch(KubernetesClient client, String namespace) {
    this.informers =
        List.of(
            client
                .resources(NodeCertificate.class)
                .inNamespace(namespace)
                .inform(eachVersion(this::look)),
            client
                .secrets()
                .inNamespace(namespace)
                .withLabel(SecretMetadata.CERTIFICATE)
                .inform(eachVersion(this::judge)));
  }

  private static <T> ResourceEventHandler<T> eachVersion(Consumer<T> observer) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T added) {
        observer.accept(added);
      }

      @Override
      public void onUpdate(T former, T updated) {
        observer.accept(updated);
      }

      @Override
      public void onDelete(T deleted, boolean stateUnknown) {
        // Nobody deletes these.
      }
    };
  }

  private void look(NodeCertificate certificate) {
    var name = certificate.getMetadata().getName();
    if (Expect.ready().test(certificate)) {
      readyAt.putIfAbsent(name, Instant.now());
    }
    if (certificate.getStatus() != null && certificate.getStatus().failure() != null) {
      failed.add(name);
    }
  }

  private void judge(Secret secret) {
    objection(secret)
        .map(what -> new WrongSecret(secret.getMetadata().getName(), what))
        .ifPresent(wrong::add);
  }

  private static Optional<String> objection(Secret secret) {
    try {
      var content = TlsSecret.of(secret);
      var names = Set.of(domain(secret));
      var verdict = ChainCheck.judge(content.chain(), content.key(), names, Instant.now());
      return verdict instanceof Verdict.Servable
          ? Optional.empty()
          : Optional.of(verdict.toString());
    } catch (DamagedSecretException e) {
      return Optional.of(e.message());
    }
  }

  private static String domain(Secret secret) {
    var certificate = secret.getMetadata().getLabels().get(SecretMetadata.CERTIFICATE);
    return FaultSite.domain(Objects.requireNonNull(certificate));
  }

  /** When a NodeCertificate was first ready. */
  Optional<Instant> readyAt(String name) {
    return Optional.ofNullable(readyAt.get(name));
  }

  /** Whether a NodeCertificate has told of a failure, and so tries again later. */
  boolean hasFailed(String name) {
    return failed.contains(name);
  }

  /** What was wrong with any version of a served Secret. */
  List<String> objections(String secret) {
    return wrong.stream().filter(it -> it.name().equals(secret)).map(WrongSecret::what).toList();
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::close);
  }
}
