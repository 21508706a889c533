package dev.nodecert.operator.refresh;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Touches the pods that mount a Secret. They are in no cache: they are read when one changes. */
public final class PodRefresh {

  private static final Logger LOG = LoggerFactory.getLogger(PodRefresh.class);
  private static final long PAGE = 100;
  private static final int MAX_PAGES = 20;
  private static final int UNPROCESSABLE = 422;

  /** Gone, another of that name in its place, or not to be changed. */
  private static final Set<Integer> SKIPPED =
      Set.of(HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT, UNPROCESSABLE);

  private final KubernetesClient client;
  private final String fieldManager;

  /** A refresh that writes as the given field manager. */
  public PodRefresh(KubernetesClient client, String fieldManager) {
    this.client = client;
    this.fieldManager = fieldManager;
  }

  /**
   * Touches each pod that mounts a Secret, once for each certificate.
   *
   * @param fingerprint of the certificate that is in the Secret now
   */
  public RefreshOutcome refresh(String namespace, String secretName, String fingerprint) {
    var mark = RefreshMark.of(fingerprint);
    try {
      int touched = 0;
      for (var pod : find(namespace, secretName, mark)) {
        touched += touch(pod, mark);
      }
      return new RefreshOutcome.Refreshed(touched);
    } catch (KubernetesClientException e) {
      LOG.warn("the pods of Secret {}/{} stay as they are: {}", namespace, secretName, message(e));
      return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
          ? forbidden(namespace)
          : new RefreshOutcome.Failed(
              "The pods could not be refreshed; the kubelet projects the Secret in its own time.");
    }
  }

  private static RefreshOutcome forbidden(String namespace) {
    return new RefreshOutcome.Forbidden(
        "The operator may not list and patch pods in namespace %s, so the kubelet projects the"
                .formatted(namespace)
            + " Secret in its own time, about a minute. The node-proxy chart brings the Role and"
            + " its RoleBinding; or set spec.proxy.refresh to false.");
  }

  private List<Pod> find(String namespace, String secretName, RefreshMark mark) {
    var found = new ArrayList<Pod>();
    var page = list(namespace, null);
    for (int pages = 1; ; pages++) {
      found.addAll(MountingPods.of(page.getItems(), secretName, mark));
      var next = page.getMetadata().getContinue();
      if (next == null || next.isEmpty() || pages == MAX_PAGES) {
        return found;
      }
      page = list(namespace, next);
    }
  }

  private PodList list(String namespace, @Nullable String next) {
    return client
        .pods()
        .inNamespace(namespace)
        .list(
            new ListOptionsBuilder()
                .withLimit(PAGE)
                .withContinue(next)
                .withFieldSelector("status.phase!=Succeeded,status.phase!=Failed")
                .build());
  }

  /** The UID sees to it that a pod that is gone is not made, and another of its name left alone. */
  int touch(Pod pod, RefreshMark mark) {
    var patch =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(pod.getMetadata().getNamespace())
            .withName(pod.getMetadata().getName())
            .withUid(pod.getMetadata().getUid())
            .addToAnnotations(RefreshMark.ANNOTATION, mark.value())
            .endMetadata()
            .build();
    try {
      client.resource(patch).fieldManager(fieldManager).forceConflicts().serverSideApply();
      return 1;
    } catch (KubernetesClientException e) {
      if (SKIPPED.contains(e.getCode())) {
        return 0;
      }
      throw e;
    }
  }

  private static String message(KubernetesClientException e) {
    return e.getStatus() == null ? String.valueOf(e.getMessage()) : e.getStatus().getMessage();
  }
}
