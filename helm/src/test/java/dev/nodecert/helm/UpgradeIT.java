package dev.nodecert.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.testenv.ChartTools;
import dev.nodecert.testenv.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Install, upgrade, roll back, uninstall, in a cluster without nodes. There is no released version
 * yet to upgrade from, so it is from this one to one that differs in what an upgrade has to carry
 * over: the CRDs, and what an immutable field would forbid.
 */
class UpgradeIT {

  private static final String CERTIFICATE =
      """
      apiVersion: nodecert.dev/v1alpha1
      kind: NodeCertificate
      metadata: {name: pve1, namespace: default}
      spec: {source: ClusterCA}
      """;

  @TempDir private Path folder = Path.of("set by JUnit");

  @Test
  void anUpgradeBringsItsKindsAndAnUninstallKeepsThem() throws Exception {
    var tools = ChartTools.provide(Files.createDirectory(folder.resolve("home")));
    var chart = Chart.named("nodecert-operator");
    try (var cluster = Cluster.start()) {
      // The cluster has the kinds already, as where somebody applied crds/ before.
      tools
          .helm()
          .run(
              cluster,
              "install",
              "nodecert",
              chart.folder().toString(),
              "--namespace=nodecert",
              "--create-namespace",
              "--take-ownership");
      var certificate = Files.writeString(folder.resolve("certificate.yaml"), CERTIFICATE);
      cluster.kubectl("apply", "--filename=" + certificate);
      assertThat(kind(cluster)).doesNotContain("a kind of tomorrow");

      tools
          .helm()
          .run(
              cluster,
              "upgrade",
              "nodecert",
              tomorrow(chart).toString(),
              "--namespace=nodecert",
              "--set=watchNamespaces={default},solver.replicas=3,operator.replicas=1");

      assertThat(kind(cluster)).contains("a kind of tomorrow");
      assertThat(cluster.kubectl("get", "role", "--namespace=default", "--output=name"))
          .contains("nodecert-operator", "nodecert-operator-solver");
      assertThat(cluster.kubectl("get", "clusterrole", "nodecert-operator", "--output=yaml"))
          .doesNotContain("secrets");

      tools.helm().run(cluster, "rollback", "nodecert", "1", "--namespace=nodecert");

      assertThat(cluster.kubectl("get", "role", "--namespace=default", "--output=name")).isEmpty();

      tools.helm().run(cluster, "uninstall", "nodecert", "--namespace=nodecert", "--no-hooks");

      assertThat(cluster.kubectl("get", "nodecertificates", "--all-namespaces")).contains("pve1");
      assertThat(
              cluster.kubectl(
                  "get",
                  "all,roles,rolebindings,configmaps,serviceaccounts,poddisruptionbudgets,networkpolicies",
                  "--namespace=nodecert",
                  "--selector=app.kubernetes.io/part-of=nodecert",
                  "--output=name"))
          .isEmpty();
      assertThat(
              cluster.kubectl(
                  "get",
                  "clusterroles,clusterrolebindings,validatingadmissionpolicies,validatingadmissionpolicybindings",
                  "--selector=app.kubernetes.io/part-of=nodecert",
                  "--output=name"))
          .isEmpty();
    }
  }

  private static String kind(Cluster cluster) {
    return cluster.kubectl(
        "get",
        "crd",
        "nodecertificates.nodecert.dev",
        "--output=jsonpath={.spec.versions[0].schema}");
  }

  /** The chart with another version, and a CRD that says something else. */
  private Path tomorrow(Chart chart) throws IOException {
    var copy = chart.copy(folder.resolve("tomorrow"), "99.1.0").folder();
    var kind = copy.resolve("files/crds/nodecertificates.nodecert.dev.yaml");
    Files.writeString(
        kind,
        Files.readString(kind).replace("NodeCertificate is the", "a kind of tomorrow is the"));
    return copy;
  }
}
