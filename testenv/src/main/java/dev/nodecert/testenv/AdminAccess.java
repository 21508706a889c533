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
import org.awaitility.Awaitility;

/**
 * The ways of an administrator to a cluster.
 *
 * @param client closed with this
 */
record AdminAccess(Path kubeconfig, Path kubectlProgram, KubernetesClient client)
    implements AutoCloseable {

  private static final Duration ESTABLISHED = Duration.ofSeconds(30);

  /** Where {@code kubectl diff} finds its {@code diff}. */
  private static final String PATH = "/usr/bin:/bin";

  static AdminAccess by(Path kubeconfig, Servers servers) {
    return new AdminAccess(kubeconfig, servers.path("kubectl"), connect(kubeconfig));
  }

  /** The API server is near: whatever proxy the machine has for the world is not asked. */
  private static KubernetesClient connect(Path kubeconfig) {
    var config = Config.fromKubeconfig(kubeconfig.toFile());
    config.setHttpProxy(null);
    config.setHttpsProxy(null);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  String kubectl(String... arguments) {
    var command = new ArrayList<String>();
    command.add(kubectlProgram.toString());
    command.add("--kubeconfig=" + kubeconfig);
    command.addAll(List.of(arguments));
    var environment = Map.of("HOME", kubeconfig.resolveSibling("").toString(), "PATH", PATH);
    return new Tool(command, environment).run();
  }

  /** Half a second quicker by kubectl than by a client that has yet to load its classes. */
  void install(Path crds) {
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
  public void close() {
    client.close();
  }
}
