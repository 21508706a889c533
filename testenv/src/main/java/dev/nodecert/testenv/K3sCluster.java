package dev.nodecert.testenv;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.BindMode;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** K3s in a container, where there is a Docker daemon that can pull its image. */
final class K3sCluster implements PodCluster {

  private static final String IMAGE = System.getProperty("k3s.image", "rancher/k3s:v1.37.2-k3s1");
  private static final String FOLDER = "/nodecert";

  private final K3sContainer container;
  private final RunDirectory directory;
  private final AdminAccess access;
  private final Resources resources;

  private K3sCluster(
      K3sContainer container, RunDirectory directory, AdminAccess access, Resources resources) {
    this.container = container;
    this.directory = directory;
    this.access = access;
    this.resources = resources;
  }

  static boolean canStart() {
    try {
      return DockerClientFactory.instance().isDockerAvailable() && pull();
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static boolean pull() {
    try (var image = new K3sContainer(DockerImageName.parse(IMAGE))) {
      return !image.getDockerImageName().isEmpty();
    }
  }

  /**
   * Starts one, without the CRDs of the project.
   *
   * @throws IllegalStateException when there is no daemon, or it cannot have the image
   */
  static K3sCluster start() {
    var servers = Servers.provide("kubernetes", "images");
    return Resources.opening(resources -> {
      var directory = resources.add(RunDirectory.create("k3s"));
      directory.write("audit-policy.yaml", ControlPlane.AUDIT_POLICY);
      var container = resources.add(container(directory.path()));
      container.start();
      var kubeconfig = directory.write("kubeconfig", container.getKubeConfigYaml());
      var access = resources.add(AdminAccess.by(kubeconfig, servers));
      var cluster = new K3sCluster(container, directory, access, resources);
      NodeCluster.IMAGES.forEach(it -> cluster.load(servers.path(it + "-image")));
      return cluster;
    });
  }

  private static K3sContainer container(Path folder) {
    var container = new K3sContainer(DockerImageName.parse(IMAGE));
    container.withFileSystemBind(folder.toString(), FOLDER, BindMode.READ_WRITE);
    container.withCommand(
        "server",
        "--disable=traefik,metrics-server",
        "--tls-san=" + container.getHost(),
        "--kube-apiserver-arg=audit-policy-file=" + FOLDER + "/audit-policy.yaml",
        "--kube-apiserver-arg=audit-log-path=" + FOLDER + "/audit.log");
    return container;
  }

  @Override
  public void load(Path archive) {
    var inside = "/tmp/" + archive.getFileName();
    container.copyFileToContainer(MountableFile.forHostPath(archive), inside);
    try {
      var result =
          container.execInContainer("ctr", "--namespace=k8s.io", "images", "import", inside);
      if (result.getExitCode() != 0) {
        throw new IllegalStateException("%s: %s".formatted(archive, result.getStderr()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while loading " + archive, e);
    }
  }

  @Override
  public void install(Path crds) {
    access.install(crds);
  }

  @Override
  public KubernetesClient client() {
    return access.client();
  }

  @Override
  public Path kubeconfig() {
    return access.kubeconfig();
  }

  @Override
  public SSLContext tls() {
    try {
      return SSLUtils.sslContext(Config.fromKubeconfig(kubeconfig().toFile()));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The kubeconfig of K3s has no usable keys", e);
    }
  }

  @Override
  public AuditLog audit() {
    return new AuditLog(directory.resolve("audit.log"));
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
