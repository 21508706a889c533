package dev.nodecert.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.nodecert.helm.Chart.Variant;
import dev.nodecert.testenv.ChartTools;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each chart, in each way to use it: what Helm makes of it, and what the API server says to that.
 */
class ChartIT {

  private static final String OPERATOR = "nodecert-operator";
  private static final Set<String> HAVE_PODS = Set.of("DaemonSet", "Deployment", "Job");
  private static final String PORTS_OF_THE_MACHINE = "host-ports.yaml";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String NODE_PROXY = "node-proxy";
  private static final List<Chart> CHARTS = List.of(Chart.named(OPERATOR), Chart.named(NODE_PROXY));

  @TempDir private static Path home = Path.of("set by JUnit");
  private static ChartTools tools;
  private static Cluster cluster;
  private static Schemas schemas;

  @TempDir private Path folder = Path.of("set by JUnit");

  @BeforeAll
  static void start() {
    tools = ChartTools.provide(home);
    cluster = Cluster.start();
    cluster.kubectl(
        "apply",
        "--filename=" + Project.find().root().resolve("helm/src/test/resources/monitoring.yaml"));
    cluster.kubectl("wait", "--for=condition=Established", "--timeout=30s", "crd", "--all");
    Stream.of("nodecert", "proxy", "team-a", "team-b")
        .forEach(namespace -> cluster.kubectl("create", "namespace", namespace));
    cluster.kubectl(
        "label", "namespace", "nodecert", "pod-security.kubernetes.io/enforce=restricted");
    schemas = Schemas.of(cluster.kubectl("get", "--raw", "/openapi/v2"), home.resolve("schemas"));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  static Stream<Arguments> variants() {
    return CHARTS.stream()
        .flatMap(chart ->
            chart.variants().stream().map(variant -> Arguments.of(chart.name(), chart, variant)));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("variants")
  void aVariantIsWithoutFault(String name, Chart chart, Variant variant) throws Exception {
    chart.lint(tools, variant);
    var rendered = folder.resolve("rendered.yaml");
    Files.writeString(rendered, chart.render(tools, variant.flags()));

    assertThat(
            tools.kubeconform(
                "-strict",
                "-summary",
                "-schema-location=" + schemas.location(),
                rendered.toString()))
        .contains("Invalid: 0, Errors: 0, Skipped: 0");
    // Server-side, so that the API server refuses what it does not know, too; CRDs are large.
    assertThat(
            cluster.kubectl(
                "apply",
                "--server-side",
                "--force-conflicts",
                "--dry-run=server",
                "--validate=strict",
                "--filename=" + rendered))
        .contains("serverside-applied");
  }

  /**
   * GitOps tools ask so whether anything has drifted: of defaults and of what others write. It
   * stays there, for the operator's chart has the kinds that the other tests need.
   */
  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("fullVariants")
  void whatIsAppliedIsWhatIsWanted(String name, Chart chart, Variant variant) throws Exception {
    var rendered = folder.resolve("rendered.yaml").toString();
    Files.writeString(Path.of(rendered), chart.render(tools, variant.flags()));

    cluster.kubectl("apply", "--server-side", "--force-conflicts", "--filename=" + rendered);

    assertThat(cluster.kubectl("diff", "--server-side", "--filename=" + rendered)).isEmpty();
  }

  static Stream<Arguments> fullVariants() {
    return variants().filter(arguments -> arguments.get()[2].toString().equals("everything.yaml"));
  }

  /**
   * Of a Deployment or Job the API server would not say: these are its pods, in a namespace that
   * enforces it. Ports of the machine are all that it forbids a proxy.
   */
  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("variants")
  void everyPodKeepsTheRestrictedStandard(String name, Chart chart, Variant variant)
      throws Exception {
    var pods = pods(chart, variant);
    if (variant.name().equals(PORTS_OF_THE_MACHINE)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> create(pods))
          .withMessageContaining("violates PodSecurity")
          .withMessageContaining("hostNetwork=true")
          .withMessageContaining("hostPort")
          .withMessageNotContainingAny("unrestricted capabilities", "runAsNonRoot");
    } else {
      assertThat(create(pods)).contains("created");
    }
  }

  private String create(Path pods) {
    return cluster.kubectl("create", "--dry-run=server", "--filename=" + pods);
  }

  private Path pods(Chart chart, Variant variant) throws IOException {
    var pods = new ArrayList<String>();
    for (var object : chart.objects(tools, variant.flags())) {
      if (HAVE_PODS.contains(object.path("kind").asText())) {
        pods.add(YAML.writeValueAsString(pod(object)));
      }
    }
    assertThat(pods).isNotEmpty();
    return Files.writeString(folder.resolve("pods.yaml"), String.join("", pods));
  }

  private static ObjectNode pod(ObjectNode owner) {
    var template = owner.path("spec").path("template");
    var pod = YAML.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
    pod.putObject("metadata")
        .put("name", owner.path("metadata").path("name").asText())
        .put("namespace", "nodecert");
    // Accounts are not made by a dry run, and an account of its own proves nothing here.
    ((ObjectNode) template.path("spec")).put("serviceAccountName", "default");
    pod.set("spec", template.path("spec"));
    return pod;
  }

  static Stream<Chart> charts() {
    return CHARTS.stream();
  }

  @ParameterizedTest
  @MethodSource("charts")
  void unitTestsPass(Chart chart) {
    assertThat(tools.unittest(chart.folder())).containsPattern("Tests: +[1-9]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          imagee.tag=x                         | additional properties 'imagee' not allowed
          image.tgo=x                          | at '/image': additional properties 'tgo' not allowed
          operator.replica=3                   | at '/operator': additional properties 'replica' not allowed
          metrics.podMonitor.enable=true       | at '/metrics/podMonitor': additional properties 'enable'
          operator.resources.limit.memory=1Gi  | at '/operator/resources': additional properties 'limit'
          clusterCA.grants[0].namespace=proxy  | at '/clusterCA/grants/0': additional properties 'namespace'
          clusterCA.lifetime=10y               | at '/clusterCA/lifetime'
          watchNamespaces={Proxy}              | at '/watchNamespaces/0'
          log.format=xml                       | at '/log/format'
          solver.service.port=0                | at '/solver/service/port'
          operator.extraArgs={role=all}        | at '/operator/extraArgs/0'
          commonLabels.app\\.kubernetes\\.io/name=x | invalid propertyName 'app.kubernetes.io/name'
          image.digest=sha256:short            | at '/image/digest'
          proxy.host=http://proxy              | at '/proxy/host'
          caBundle.pem=roots.pem               | at '/caBundle/pem'
          """)
  void aTypoIsRefused(String value, String words) {
    assertThatIllegalStateException()
        .isThrownBy(() -> Chart.named(OPERATOR).render(tools, List.of("--set=" + value)))
        .withMessageContaining(words);
  }

  /** About once in a thousand, sixteen hexadecimal digits are a number to YAML. */
  @Test
  void aHashIsAString() {
    var variant = Chart.named(NODE_PROXY).variants().getFirst();

    assertThat(Chart.named(NODE_PROXY).render(tools, variant.flags()))
        .containsPattern("nodecert.dev/configuration: \"[0-9a-f]{16}\"");
  }

  /** What `kubectl apply` installs, and what all tests' operators have for rights. */
  @Test
  void theManifestIsThatOfTheChart() throws Exception {
    var rendered =
        Chart.named(OPERATOR).render(tools, List.of("--set=crds.install=false", "--no-hooks"));
    var manifest = Project.find().root().resolve("deploy/nodecert-operator.yaml");
    if (Boolean.getBoolean("charts.update")) {
      Files.writeString(manifest, rendered);
    }

    assertThat(manifest).as("To generate it anew: make charts").hasContent(rendered);
  }
}
