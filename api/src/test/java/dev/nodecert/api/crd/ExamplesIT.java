package dev.nodecert.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.GitOps;
import dev.nodecert.testenv.TestEnvironment;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real API server takes the examples as they are. */
@TestEnvironment
class ExamplesIT {
  private static final GitOps TOOLS = GitOps.provide();

  private final Cluster cluster;

  ExamplesIT(Cluster cluster) {
    this.cluster = cluster;
  }

  static List<Example> examples() {
    return Example.all();
  }

  /** A dry run of the namespace that an example brings leaves none for the rest of it. */
  @BeforeAll
  static void createWhatTheyNeed(Cluster cluster) {
    cluster.kubectl("apply", "--server-side", "--filename=" + TOOLS.crds());
    cluster.kubectl("wait", "--for=condition=Established", "--filename=" + TOOLS.crds());
    namespaces().forEach(namespace -> cluster.client().resource(namespace).create());
  }

  @AfterAll
  static void deleteWhatTheyNeeded(Cluster cluster) {
    cluster.kubectl("delete", "--filename=" + TOOLS.crds());
    namespaces().forEach(namespace -> cluster.client().resource(namespace).delete());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyDocumentIsAccepted(Example example) {
    String answer =
        cluster.kubectl(
            "apply", "--server-side", "--dry-run=server", "--validate=strict", example.option());
    assertThat(answer.lines())
        .isNotEmpty()
        .allMatch(line -> line.endsWith(" serverside-applied (server dry run)"));
  }

  private static List<Namespace> namespaces() {
    return examples().stream()
        .flatMap(Example::namespaces)
        .distinct()
        .map(name -> new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .toList();
  }
}
