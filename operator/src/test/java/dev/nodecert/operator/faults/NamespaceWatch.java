package dev.nodecert.operator.faults;

import dev.nodecert.api.v1alpha1.Issuance;
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
import org.jspecify.annotations.Nullable;

/** Sees every version of a namespace's objects: when each was ready, and what was ever wrong. */
final class NamespaceWatch implements AutoCloseable {

  private static final String FOR_RECORDS = "nodecert.dev/challenge-records";

  private final Map<String, Rest> rests = new ConcurrentHashMap<>();
  private final Map<String, Instant> gone = new ConcurrentHashMap<>();
  private final Set<String> failed = ConcurrentHashMap.newKeySet();
  private final Set<String> provenOrders = ConcurrentHashMap.newKeySet();
  private final Queue<Objection> objections = new ConcurrentLinkedQueue<>();
  private final List<SharedIndexInformer<?>> informers;

  /**
   * That a NodeCertificate is Ready, with nothing at work and no record left.
   *
   * @param serial of its certificate
   * @param since when that was seen first
   */
  record Rest(String serial, Instant since) {}

  /** That a version of a NodeCertificate or of its Secret must never have been. */
  private record Objection(String certificate, String what) {}

  NamespaceWatch(KubernetesClient client, String namespace) {
    this.informers =
        List.of(
            client
                .resources(NodeCertificate.class)
                .inNamespace(namespace)
                .inform(eachVersion(this::look, this::gone)),
            client
                .secrets()
                .inNamespace(namespace)
                .withLabel(SecretMetadata.CERTIFICATE)
                .inform(eachVersion(this::judge, this::lost)));
  }

  private static <T> ResourceEventHandler<T> eachVersion(
      Consumer<T> observer, Consumer<T> mourner) {
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
        mourner.accept(deleted);
      }
    };
  }

  private void look(NodeCertificate certificate) {
    var name = certificate.getMetadata().getName();
    if (isAtRest(certificate)) {
      var serial = Objects.requireNonNull(certificate.getStatus().certificate()).serial();
      rests.compute(name, (_, rest) -> since(rest, serial));
    }
    var status = certificate.getStatus();
    if (status == null || status.failure() == null) {
      failed.remove(name);
    } else {
      failed.add(name);
    }
    if (status != null && status.issuance() != null) {
      judge(name, status.issuance());
    }
  }

  private static Rest since(@Nullable Rest rest, String serial) {
    return rest != null && rest.serial().equals(serial) ? rest : new Rest(serial, Instant.now());
  }

  private static boolean isAtRest(NodeCertificate certificate) {
    return Expect.ready().test(certificate)
        && certificate.getStatus().issuance() == null
        && certificate.getStatus().records().isEmpty()
        && !certificate.getMetadata().getFinalizers().contains(FOR_RECORDS);
  }

  private void gone(NodeCertificate certificate) {
    gone.put(certificate.getMetadata().getName(), Instant.now());
  }

  /** A certificate in use is never taken away. */
  private void lost(Secret secret) {
    var certificate =
        Objects.requireNonNull(secret.getMetadata().getLabels().get(SecretMetadata.CERTIFICATE));
    if (secret.getMetadata().getName().equals(certificate + "-tls")) {
      objections.add(new Objection(certificate, "the Secret was deleted"));
    }
  }

  /** The CA may ask for the tokens for as long as the order runs. */
  private void judge(String certificate, Issuance issuance) {
    if (!issuance.names().isEmpty()) {
      provenOrders.add(issuance.orderURL());
    } else if (provenOrders.contains(issuance.orderURL())) {
      objections.add(new Objection(certificate, "the tokens of a running order were forgotten"));
    }
  }

  private void judge(Secret secret) {
    var certificate =
        Objects.requireNonNull(secret.getMetadata().getLabels().get(SecretMetadata.CERTIFICATE));
    objection(secret, FaultSite.domain(certificate))
        .map(what -> new Objection(certificate, what))
        .ifPresent(objections::add);
  }

  private static Optional<String> objection(Secret secret, String domain) {
    try {
      var content = TlsSecret.of(secret);
      var verdict = ChainCheck.judge(content.chain(), content.key(), Set.of(domain), Instant.now());
      return verdict instanceof Verdict.Servable
          ? Optional.empty()
          : Optional.of(verdict.toString());
    } catch (DamagedSecretException e) {
      return Optional.of(e.message());
    }
  }

  /** The certificate that a NodeCertificate came to rest with last. */
  Optional<Rest> rest(String name) {
    return Optional.ofNullable(rests.get(name));
  }

  /** When a NodeCertificate was deleted, with all that this waits for. */
  Optional<Instant> goneAt(String name) {
    return Optional.ofNullable(gone.get(name));
  }

  /** Whether a NodeCertificate tells of a failure, and so tries again later. */
  boolean hasFailed(String name) {
    return failed.contains(name);
  }

  /** What was wrong with any version of a NodeCertificate or of its Secret. */
  List<String> objections(String certificate) {
    return objections.stream()
        .filter(it -> it.certificate().equals(certificate))
        .map(Objection::what)
        .toList();
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::close);
  }
}
