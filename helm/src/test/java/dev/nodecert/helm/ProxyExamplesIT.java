package dev.nodecert.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nodecert.testenv.ChartTools;
import dev.nodecert.testenv.Cluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of the chart node-proxy, applied with all that is beside them to a cluster that has
 * what the operator's chart brings; {@link ProxyNginxIT} shows them to nginx.
 */
class ProxyExamplesIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAMESPACE = "--namespace=proxy";

  @TempDir private static Path home = Path.of("set by JUnit");
  private static ChartTools tools;
  private static Cluster cluster;

  @TempDir private Path folder = Path.of("set by JUnit");

  @BeforeAll
  static void start() throws Exception {
    tools = ChartTools.provide(home);
    cluster = Cluster.start();
    Stream.of("nodecert", "proxy")
        .forEach(namespace -> cluster.kubectl("create", "namespace", namespace));
    var operator =
        Chart.named("nodecert-operator").render(tools, List.of("--set=crds.install=false"));
    apply(List.of(Files.writeString(home.resolve("operator.yaml"), operator)));
  }

  @AfterEach
  void clear() {
    cluster.kubectl("delete", "all,nodecertificates", "--all", NAMESPACE);
    cluster.kubectl("delete", "acmeaccounts,acmeplugins", "--all");
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  static List<ProxyExample> examples() {
    return ProxyExample.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void anExampleIsTakenAndHasAllThatItNames(ProxyExample example) throws Exception {
    var files = new ArrayList<>(example.objects());
    files.add(
        Files.writeString(
            folder.resolve("rendered.yaml"),
            Chart.named("node-proxy").render(tools, example.variant().flags())));

    assertThat(apply(files).lines())
        .isNotEmpty()
        .allMatch(line -> line.endsWith(" serverside-applied"));
    var certificates =
        JSON.readTree(cluster.kubectl("get", "nodecertificates", NAMESPACE, "--output=json"));
    assertThat(certificates.get("items")).isNotEmpty();
    assertThat(names("acmeaccounts")).containsAll(referred(certificates, "accountRef"));
    assertThat(names("acmeplugins")).containsAll(referred(certificates, "pluginRef"));
  }

  private static String apply(List<Path> files) {
    return cluster.kubectl(
        Stream.concat(
                Stream.of("apply", "--server-side", "--validate=strict"),
                files.stream().map(file -> "--filename=" + file))
            .toArray(String[]::new));
  }

  private static List<String> names(String kind) {
    return cluster
        .kubectl(
            "get", kind, NAMESPACE, "--output=jsonpath={range .items[*]}{.metadata.name} {end}")
        .lines()
        .flatMap(line -> Stream.of(line.split(" ")))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static List<String> referred(JsonNode objects, String field) {
    return objects.findValues(field).stream()
        .map(reference -> reference.get("name").asText())
        .distinct()
        .toList();
  }
}
