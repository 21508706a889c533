package dev.nodecert.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.nodecert.operator.Main;
import dev.nodecert.testenv.AuditRecord;
import dev.nodecert.testenv.ChartTools;
import dev.nodecert.testenv.ChildProcess;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Ports;
import dev.nodecert.testenv.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator that has rights in a list of namespaces only; all other tests' have them in all. */
class WatchedNamespacesIT {

  private static final String USER = "system:serviceaccount:nodecert:nodecert-operator";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String OBJECTS =
      """
      apiVersion: nodecert.dev/v1alpha1
      kind: AcmeAccount
      metadata: {name: default}
      spec:
        directory: https://127.0.0.1:1/directory
        termsOfService: {agreed: true}
        deletionPolicy: Deactivate
        allow: [{namespaces: ["*"]}]
      ---
      apiVersion: nodecert.dev/v1alpha1
      kind: NodeCertificate
      metadata: {name: pve1, namespace: team-a}
      spec: {source: ClusterCA}
      """;

  private static final String CLUSTER_CA =
      "publish: {namespaceSelector: nodecert.dev/trust=true, unconstrained: true}\n";

  @TempDir private Path folder = Path.of("set by JUnit");

  @Test
  void theRolesInTheListedNamespacesAreEnough() throws Exception {
    var tools = ChartTools.provide(Files.createDirectory(folder.resolve("home")));
    try (var ports = new Ports();
        var cluster = Cluster.start()) {
      install(tools, cluster);
      cluster.kubectl("label", "namespace", "team-a", "nodecert.dev/trust=true");
      try (var operator = operator(cluster, ports)) {
        assertThat(operator.isAlive()).isTrue();
        cluster.kubectl("apply", "--filename=" + write("objects.yaml", OBJECTS));
        cluster.kubectl(
            "wait",
            "--for=condition=Ready",
            "--timeout=60s",
            "--namespace=team-a",
            "nodecertificate/pve1");
        cluster.kubectl(
            "wait", "--for=condition=Ready=False", "--timeout=60s", "acmeaccount/default");
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() ->
                cluster
                    .kubectl("get", "configmaps", "--namespace=team-a", "--output=name")
                    .contains("nodecert-ca"));
      }
      var requests = cluster.audit().all().where(it -> it.user().equals(USER));
      assertThat(requests.of("leases").size()).isPositive();
      assertThat(requests.without("pods").where(AuditRecord::isForbidden).list()).isEmpty();
      assertThatIllegalStateException()
          .as("Secrets elsewhere")
          .isThrownBy(() ->
              cluster.kubectl(
                  "auth", "can-i", "get", "secrets", "--namespace=default", "--as=" + USER));
    }
  }

  private void install(ChartTools tools, Cluster cluster) throws IOException {
    List.of("nodecert", "team-a", "team-b")
        .forEach(namespace -> cluster.kubectl("create", "namespace", namespace));
    var chart = Chart.named("nodecert-operator");
    var values = chart.folder().resolve("tests/variants/watched-namespaces.yaml");
    var rendered = chart.render(tools, List.of("--values=" + values, "--set=crds.install=false"));
    cluster.kubectl("apply", "--server-side", "--filename=" + write("rendered.yaml", rendered));
  }

  private ChildProcess operator(Cluster cluster, Ports ports) throws IOException {
    var token = cluster.kubectl("create", "token", "nodecert-operator", "--namespace=nodecert");
    var admin = cluster.client().getConfiguration().getAutoOAuthToken();
    var kubeconfig =
        write("kubeconfig", Files.readString(cluster.kubeconfig()).replace(admin, token.strip()));
    return ChildProcess.start(
        "operator",
        folder,
        Map.of("KUBECONFIG", kubeconfig.toString()),
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + Project.find().root().resolve("operator/jvm.options"),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--role=operator",
            "--namespace=nodecert",
            "--watch-namespaces=team-a,team-b",
            "--cluster-ca=" + write("cluster-ca.yaml", CLUSTER_CA),
            "--management-address=127.0.0.1:" + ports.next()));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
