package dev.nodecert.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.testenv.ChartTools;
import dev.nodecert.testenv.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chart node-proxy from a version before to this one, in a cluster without nodes: what is
 * served goes on, and values that somebody has stay good.
 */
class ProxyUpgradeIT {

  private static final Chart CHART = Chart.named("node-proxy");
  private static final String RELEASE = "proxies";
  private static final String NAMESPACE = "--namespace=proxy";
  private static final String FLEET =
      "--values=" + CHART.folder().resolve("tests/variants/fleet.yaml");
  private static final Path VALUES_OF_BEFORE =
      CHART.folder().resolve("tests/released/before-0.1.0.yaml");

  @TempDir private Path folder = Path.of("set by JUnit");

  @Test
  void whatIsServedOutlivesAnUpgradeAndARelease() throws Exception {
    var helm = ChartTools.provide(Files.createDirectory(folder.resolve("home"))).helm();
    try (var cluster = Cluster.start()) {
      helm.run(
          cluster, "install", RELEASE, before().toString(), NAMESPACE, "--create-namespace", FLEET);
      cluster.kubectl("create", "secret", "generic", "pve1-tls", NAMESPACE);
      var proxy = uid(cluster, "deployment/pve1-proxy");
      var certificate = uid(cluster, "nodecertificate/pve1");

      // Values that the older chart had and this one has to do without its own new ones.
      helm.run(cluster, upgrade("--reuse-values"));

      assertThat(uid(cluster, "deployment/pve1-proxy")).isEqualTo(proxy);
      assertThat(uid(cluster, "nodecertificate/pve1")).isEqualTo(certificate);
      assertThat(objects(cluster)).contains("deployment.apps/pve2-proxy", "service/pve2-proxy");

      // A change of kind, and a node less.
      helm.run(
          cluster,
          upgrade(
              FLEET,
              "--set=defaults.workload.kind=DaemonSet",
              "--set-json=nodes=[{\"name\":\"pve1\",\"domains\":[{\"domain\":\"pve1.example.com\"}],"
                  + "\"upstream\":{\"host\":\"192.0.2.11\"}}]"));

      assertThat(objects(cluster))
          .contains("daemonset.apps/pve1-proxy", "service/pve1-proxy")
          .doesNotContain("deployment.apps/pve1-proxy")
          .noneMatch(name -> name.contains("pve2"));
      assertThat(uid(cluster, "nodecertificate/pve1")).isEqualTo(certificate);

      helm.run(cluster, "rollback", RELEASE, "1", NAMESPACE);

      assertThat(objects(cluster))
          .contains("deployment.apps/pve1-proxy", "nodecertificate.nodecert.dev/pve2")
          .doesNotContain("daemonset.apps/pve1-proxy");

      helm.run(cluster, "uninstall", RELEASE, NAMESPACE);

      assertThat(objects(cluster)).isEmpty();
      assertThat(uid(cluster, "secret/pve1-tls")).isNotEmpty();
    }
  }

  private static String[] upgrade(String... options) {
    var line = new ArrayList<>(List.of("upgrade", RELEASE, CHART.folder().toString(), NAMESPACE));
    line.addAll(List.of(options));
    return line.toArray(String[]::new);
  }

  /** There is no released chart yet: this is it as it would have been, by its values. */
  private Path before() throws IOException {
    var copy = CHART.copy(folder.resolve("before"), "0.0.1").folder();
    Files.copy(VALUES_OF_BEFORE, copy.resolve("values.yaml"), StandardCopyOption.REPLACE_EXISTING);
    return copy;
  }

  private static String uid(Cluster cluster, String object) {
    return cluster.kubectl("get", object, NAMESPACE, "--output=jsonpath={.metadata.uid}");
  }

  private static List<String> objects(Cluster cluster) {
    return cluster
        .kubectl(
            "get",
            "nodecertificates,deployments,daemonsets,services,configmaps,roles,rolebindings,networkpolicies,poddisruptionbudgets",
            NAMESPACE,
            "--selector=app.kubernetes.io/instance=" + RELEASE,
            "--output=name")
        .lines()
        .toList();
  }
}
