package dev.nodecert.operator.refresh;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which pods the kubelet is to project a Secret into anew. Pure. */
final class MountingPods {

  private static final Set<String> LIVING = Set.of("Pending", "Running");
  private static final String SIDECAR = "Always";

  private MountingPods() {}

  /** Those of the given ones that mount the Secret and do not bear the mark yet. */
  static List<Pod> of(List<Pod> pods, String secretName, RefreshMark mark) {
    return pods.stream()
        .filter(MountingPods::isWithKubelet)
        .filter(pod -> !isMarked(pod, mark))
        .filter(pod -> mounts(pod.getSpec(), secretName))
        .toList();
  }

  /** One that is not scheduled yet will be given the new Secret anyhow. */
  private static boolean isWithKubelet(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && pod.getSpec().getNodeName() != null
        && pod.getStatus() != null
        && LIVING.contains(String.valueOf(pod.getStatus().getPhase()));
  }

  private static boolean isMarked(Pod pod, RefreshMark mark) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return annotations != null && mark.value().equals(annotations.get(RefreshMark.ANNOTATION));
  }

  private static boolean mounts(PodSpec spec, String secretName) {
    var volumes =
        stream(spec.getVolumes())
            .filter(volume -> secretsOf(volume).anyMatch(secretName::equals))
            .map(Volume::getName)
            .collect(Collectors.toSet());
    return lasting(spec)
        .flatMap(container -> stream(container.getVolumeMounts()))
        .anyMatch(mount -> volumes.contains(mount.getName()) && isKeptFresh(mount));
  }

  private static Stream<String> secretsOf(Volume volume) {
    var plain = Optional.ofNullable(volume.getSecret()).map(it -> it.getSecretName()).stream();
    var projected =
        Stream.ofNullable(volume.getProjected())
            .flatMap(it -> stream(it.getSources()))
            .flatMap(source -> Stream.ofNullable(source.getSecret()))
            .flatMap(it -> Stream.ofNullable(it.getName()));
    return Stream.concat(plain, projected);
  }

  /** An init container that has ended reads nothing any more. */
  private static Stream<Container> lasting(PodSpec spec) {
    return Stream.concat(
        stream(spec.getContainers()),
        stream(spec.getInitContainers()).filter(it -> SIDECAR.equals(it.getRestartPolicy())));
  }

  /** The kubelet never changes what is mounted by a path within the volume. */
  private static boolean isKeptFresh(VolumeMount mount) {
    return isEmpty(mount.getSubPath()) && isEmpty(mount.getSubPathExpr());
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }

  private static <T> Stream<T> stream(@Nullable List<T> list) {
    return list == null ? Stream.of() : list.stream();
  }
}
