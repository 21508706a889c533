package dev.nodecert.testenv;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link ControlPlane} that runs. */
final class LocalCluster implements Cluster {

  private static final Logger log = LoggerFactory.getLogger(LocalCluster.class);
  private static final Duration ESTABLISHED = Duration.ofSeconds(30);
  private static final Duration START = Duration.ofSeconds(60);

  /**
   * Ready but for what an administrator does not need and the API server begins a second late:
   * {@code wait.Poll} in its storage_rbac.go and storage_scheduling.go sleeps before its first try.
   */
  private static final String READY_FOR_ADMIN =
      "/readyz?exclude=poststarthook/rbac/bootstrap-roles"
          + "&exclude=poststarthook/scheduling/bootstrap-system-priority-classes";

  private static final String READY = "/readyz";

  private final ControlPlane plane;
  private final KubernetesClient client;
  private final Resources resources;

  private LocalCluster(ControlPlane plane, KubernetesClient client, Resources resources) {
    this.plane = plane;
    this.client = client;
    this.resources = resources;
  }

  /**
   * Starts a cluster with the CRDs of the project.
   *
   * @throws IllegalStateException when a server cannot be had or does not start
   */
  static LocalCluster start(Project project) {
    var servers = Servers.provide("kubernetes", "etcd");
    return Resources.opening(resources -> {
      var directory = resources.add(RunDirectory.create("cluster"));
      var ports = resources.add(new Ports());
      var plane = ControlPlane.plan(servers, directory, ports);
      return start(plane, project.crds(), resources);
    });
  }

  private static LocalCluster start(ControlPlane plane, Path crds, Resources resources) {
    var begin = System.nanoTime();
    var directory = plane.directory().path();
    resources.add(ChildProcess.start("etcd", directory, Map.of(), plane.etcd()));
    plane.writeFiles();
    var apiServer =
        resources.add(
            ChildProcess.start(
                "kube-apiserver", directory, plane.apiServerEnvironment(), plane.apiServer()));
    var cluster = new LocalCluster(plane, resources.add(connect(plane.kubeconfig())), resources);
    awaitAnswers(apiServer, plane, READY_FOR_ADMIN);
    // The controllers look for new kinds only now and then: they are to find these at once.
    cluster.install(crds);
    resources.add(
        ChildProcess.start(
            "kube-controller-manager", directory, Map.of(), plane.controllerManager()));
    awaitAnswers(apiServer, plane, READY);
    log.info(
        "Cluster at {} after {} ms, logs in {}",
        plane.apiUrl(),
        Duration.ofNanos(System.nanoTime() - begin).toMillis(),
        directory);
    return cluster;
  }

  private static KubernetesClient connect(Path kubeconfig) {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
        .build();
  }

  private static void awaitAnswers(ChildProcess apiServer, ControlPlane plane, String path) {
    var uri = plane.apiUrl().resolve(path);
    try (var http = Http.authorized(plane.authority(), plane.admin().token())) {
      apiServer.awaitReady(START, () -> http.answers(200, uri));
    }
  }

  /** Half a second quicker by kubectl than by a client that has yet to load its classes. */
  private void install(Path crds) {
    if (Files.isDirectory(crds)) {
      kubectl("apply", "--server-side", "--filename=" + crds);
      // kubectl fails, and does not wait, where a CRD is so new that it has no conditions yet.
      Awaitility.await()
          .atMost(ESTABLISHED)
          .pollDelay(Duration.ZERO)
          .ignoreException(IllegalStateException.class)
          .until(this::areCrdsEstablished);
    }
  }

  private boolean areCrdsEstablished() {
    return !kubectl("wait", "--for=condition=Established", "--timeout=10s", "crd", "--all")
        .isEmpty();
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public Path kubeconfig() {
    return plane.kubeconfig();
  }

  @Override
  public SSLContext tls() {
    return plane.authority().sslContext();
  }

  @Override
  public AuditLog audit() {
    return new AuditLog(plane.auditLog());
  }

  @Override
  public String kubectl(String... arguments) {
    var command = new ArrayList<String>();
    command.add(plane.servers().path("kubectl").toString());
    command.add("--kubeconfig=" + plane.kubeconfig());
    command.addAll(List.of(arguments));
    return new Tool(command, Map.of("HOME", plane.directory().path().toString())).run();
  }

  @Override
  public void close() {
    resources.close();
  }
}
