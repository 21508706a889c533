package dev.nodecert.operator;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
  private static final Set<Integer> OVERTAKEN =
      Set.of(HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND);

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

  static boolean isHeld(Lease lease, Instant now) {
    var spec = lease.getSpec();
    var holder = spec.getHolderIdentity();
    return holder != null
        && !holder.isEmpty()
        && spec.getRenewTime() != null
        && now.isBefore(
            spec.getRenewTime()
                .toInstant()
                .plus(
                    Duration.ofSeconds(
                        Objects.requireNonNullElse(spec.getLeaseDurationSeconds(), 0))));
  }

  /**
   * Takes them off.
   *
   * @param watched the namespaces of the NodeCertificates; all where there is none
   */
  void release(Collection<String> watched) {
    while (!releaseOnce(watched)) {
      LOG.info("some objects were changed meanwhile; once more");
    }
  }

  private boolean releaseOnce(Collection<String> watched) {
    return objects(watched)
        .filter(object ->
            object.getMetadata().getFinalizers().stream().anyMatch(FinalizerRelease::isOurs))
        .map(this::release)
        .reduce(true, Boolean::logicalAnd);
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

  private boolean release(HasMetadata object) {
    try {
      client.resource(object).patch(PatchContext.of(PatchType.JSON_MERGE), withoutOurs(object));
      LOG.info("let go of {} {}", object.getKind(), name(object));
      return true;
    } catch (KubernetesClientException e) {
      if (OVERTAKEN.contains(e.getCode())) {
        return false;
      }
      throw e;
    }
  }

  /** The resource version is part of the patch: whoever else changed the list is not overrun. */
  private static String withoutOurs(HasMetadata object) {
    var metadata = object.getMetadata();
    return Serialization.asJson(
        Map.of(
            "metadata",
            Map.of(
                "resourceVersion",
                metadata.getResourceVersion(),
                "finalizers",
                metadata.getFinalizers().stream().filter(it -> !isOurs(it)).toList())));
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
