package dev.nodecert.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** wrk, which requests a page again and again, in a pod, until it is stopped. */
final class Load {

  private static final String NAMESPACE = "internet";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Kubernetes kubernetes;
  private final String name;

  private Load(Kubernetes kubernetes, String name) {
    this.kubernetes = kubernetes;
    this.name = name;
  }

  /**
   * Starts it.
   *
   * @param name of the pod
   * @param arguments of wrk; its URI has a port, for the pod has no list of services
   */
  static Load start(Kubernetes kubernetes, String name, String... arguments) {
    var load = new Load(kubernetes, name);
    kubernetes.client().resource(load.pod(List.of(arguments))).create();
    Awaitility.await().until(() -> !load.phase().equals("Pending"));
    return load;
  }

  private Pod pod(List<String> arguments) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(NAMESPACE)
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy("Never")
        .addNewContainer()
        .withName("wrk")
        .withImage("nodecert.test/wrk:1")
        .withArgs(arguments)
        .endContainer()
        .endSpec()
        .build();
  }

  private String phase() {
    return kubernetes
        .client()
        .pods()
        .inNamespace(NAMESPACE)
        .withName(name)
        .get()
        .getStatus()
        .getPhase();
  }

  /** Stops it, as Ctrl-C would; what it has seen. */
  String stop() {
    if (!phase().equals("Running")) {
      throw new IllegalStateException("It has stopped by itself: " + result());
    }
    kubernetes
        .cluster()
        .kubectl(
            "exec",
            "--namespace=" + NAMESPACE,
            name,
            "--",
            "/bin/busybox",
            "killall",
            "-INT",
            "wrk");
    return result();
  }

  /** Waits for its end; what it has seen. */
  String result() {
    Awaitility.await().atMost(PATIENCE).until(() -> !phase().equals("Running"));
    var pod = kubernetes.client().pods().inNamespace(NAMESPACE).withName(name);
    var text = pod.getLog();
    pod.delete();
    return text;
  }
}
