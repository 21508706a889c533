package dev.nodecert.operator;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.status.FinalizerUpdate;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes our finalizers off all objects, for when the operator is uninstalled: nobody else would,
 * and whoever deletes one of them later would wait for ever.
 */
final class FinalizerRelease {

  private static final Logger LOG = LoggerFactory.getLogger(FinalizerRelease.class);
  private static final String OURS = "nodecert.dev/";

  private final KubernetesClient client;
  private final String namespace;
  private final InstantSource clock;

  FinalizerRelease(KubernetesClient client, String namespace, InstantSource clock) {
    this.client = client;
    this.namespace = namespace;
    this.clock = clock;
  }

  /** Whether an operator is at work, which would set them again. */
  boolean isLed() {
    var lease = client.leases().inNamespace(namespace).withName(LeaderElection.LEASE).get();
    return lease != null && isHeld(lease, clock.instant());
  }

  private static boolean isHeld(Lease lease, Instant now) {
    return Optional.ofNullable(lease.getSpec())
        .filter(spec -> spec.getHolderIdentity() != null && !spec.getHolderIdentity().isEmpty())
        .filter(spec -> spec.getRenewTime() != null && spec.getLeaseDurationSeconds() != null)
        .map(spec -> spec.getRenewTime().toInstant().plusSeconds(spec.getLeaseDurationSeconds()))
        .filter(now::isBefore)
        .isPresent();
  }

  /** What came of it. */
  enum Outcome {
    DONE,
    /** Some were changed by others meanwhile, and have kept theirs. */
    OVERTAKEN
  }

  /**
   * Takes them off.
   *
   * @param watched the namespaces of the NodeCertificates; all where there is none
   */
  Outcome release(Collection<String> watched) {
    return objects(watched)
        .filter(FinalizerRelease::isHeldByUs)
        .map(this::release)
        .reduce(Outcome.DONE, (one, other) -> one == Outcome.DONE ? other : one);
  }

  private static boolean isHeldByUs(HasMetadata object) {
    return object.getMetadata().getFinalizers().stream().anyMatch(FinalizerRelease::isOurs);
  }

  private Stream<? extends HasMetadata> objects(Collection<String> watched) {
    return Stream.of(
            list(client.resources(AcmeAccount.class)),
            list(client.resources(AcmePlugin.class)),
            certificates(watched))
        .flatMap(List::stream);
  }

  private List<NodeCertificate> certificates(Collection<String> watched) {
    var certificates = client.resources(NodeCertificate.class);
    return watched.isEmpty()
        ? list(certificates.inAnyNamespace())
        : watched.stream().flatMap(in -> list(certificates.inNamespace(in)).stream()).toList();
  }

  /** The kinds may have gone with the operator, and all objects with them. */
  private static <T extends HasMetadata> List<T> list(
      FilterWatchListDeletable<T, KubernetesResourceList<T>, Resource<T>> objects) {
    try {
      return objects.list().getItems();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }

  private Outcome release(HasMetadata object) {
    try {
      client.resource(object).patch(PatchContext.of(PatchType.JSON_MERGE), withoutOurs(object));
      LOG.info("let go of {} {}", object.getKind(), name(object));
      return Outcome.DONE;
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_NOT_FOUND -> Outcome.DONE;
        case HttpURLConnection.HTTP_CONFLICT -> Outcome.OVERTAKEN;
        default -> throw e;
      };
    }
  }

  private static String withoutOurs(HasMetadata object) {
    var others = object.getMetadata().getFinalizers().stream().filter(it -> !isOurs(it)).toList();
    return FinalizerUpdate.merge(object, others);
  }

  private static boolean isOurs(String finalizer) {
    return finalizer.startsWith(OURS);
  }

  private static String name(HasMetadata object) {
    var metadata = object.getMetadata();
    return metadata.getNamespace() == null
        ? metadata.getName()
        : metadata.getNamespace() + "/" + metadata.getName();
  }
}
