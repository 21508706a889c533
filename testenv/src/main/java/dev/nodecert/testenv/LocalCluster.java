package dev.nodecert.testenv;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link ControlPlane} that runs. */
final class LocalCluster implements Cluster {

  private static final Logger log = LoggerFactory.getLogger(LocalCluster.class);

  /**
   * Ready but for what an administrator does not need and the API server begins a second late:
   * {@code wait.Poll} in its storage_rbac.go and storage_scheduling.go sleeps before its first try.
   */
  private static final String READY_FOR_ADMIN =
      "/readyz?exclude=poststarthook/rbac/bootstrap-roles"
          + "&exclude=poststarthook/scheduling/bootstrap-system-priority-classes";

  private final ControlPlane plane;
  private final AdminAccess access;
  private final Resources resources;

  private LocalCluster(ControlPlane plane, AdminAccess access, Resources resources) {
    this.plane = plane;
    this.access = access;
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
    var process =
        resources.add(
            ChildProcess.start(
                "kube-apiserver", directory, plane.apiServerEnvironment(), plane.apiServer()));
    var apiServer = new ApiServer(process, plane.apiUrl(), plane.authority(), plane.admin());
    var access = resources.add(AdminAccess.by(plane.kubeconfig(), plane.servers()));
    apiServer.awaitAnswer(READY_FOR_ADMIN);
    // The controllers look for new kinds only now and then: they are to find these at once.
    access.install(crds);
    resources.add(
        ChildProcess.start(
            "kube-controller-manager", directory, Map.of(), plane.controllerManager()));
    apiServer.awaitAnswer(ApiServer.READY);
    log.info(
        "Cluster at {} after {} ms, logs in {}",
        plane.apiUrl(),
        Duration.ofNanos(System.nanoTime() - begin).toMillis(),
        directory);
    return new LocalCluster(plane, access, resources);
  }

  @Override
  public KubernetesClient client() {
    return access.client();
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
    return access.kubectl(arguments);
  }

  @Override
  public void close() {
    resources.close();
  }
}
