package dev.nodecert.e2e;

import dev.nodecert.testenv.Helm;
import dev.nodecert.testenv.Project;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The operator, installed by its chart and changed by Helm, with default values where not said. */
record Release(Kubernetes kubernetes, Helm helm, Project project) {

  static final String NAMESPACE = "nodecert";
  static final String OPERATOR = "nodecert-operator";

  /** By which everything of it is found. */
  static final String SELECTOR = "app.kubernetes.io/instance=nodecert";

  /** As the API server knows the operator. */
  static final String USER = "system:serviceaccount:nodecert:nodecert-operator";

  /**
   * Gives the node the images, which {@code make image} has left.
   *
   * @throws IllegalStateException when they are not there
   */
  void load() {
    List.of("operator", "nginx").forEach(this::load);
  }

  private void load(String image) {
    var archive = project.root().resolve("image/target").resolve(image + ".tar");
    if (!Files.isReadable(archive)) {
      throw new IllegalStateException("There is no " + archive + "; `make image` makes it");
    }
    kubernetes.cluster().load(archive);
  }

  /** A namespace in which nothing may run that asks for rights. */
  void makeNamespace() {
    var namespace =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName(NAMESPACE)
            .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
            .endMetadata()
            .build();
    kubernetes.client().resource(namespace).create();
  }

  void install() {
    helm("install", Stream.empty());
  }

  /**
   * Changes it.
   *
   * @param values {@code key=value}; the others stay
   */
  void upgrade(String... values) {
    var settings =
        Stream.concat(Stream.of("--reuse-values"), Stream.of(values).map("--set="::concat));
    helm("upgrade", settings);
  }

  private void helm(String command, Stream<String> options) {
    var line =
        Stream.of(
            Stream.of(command, "nodecert", chart().toString()),
            options,
            Stream.of("--namespace=" + NAMESPACE, "--wait", "--timeout=120s"));
    helm.run(kubernetes.cluster(), line.flatMap(it -> it).toArray(String[]::new));
  }

  void uninstall() {
    helm.run(
        kubernetes.cluster(),
        "uninstall",
        "nodecert",
        "--namespace=" + NAMESPACE,
        "--wait",
        "--timeout=90s");
  }

  private Path chart() {
    return project.root().resolve("helm/nodecert-operator");
  }

  /** The name of the pod that works; the others wait. */
  String leader() {
    return kubernetes
        .client()
        .leases()
        .inNamespace(NAMESPACE)
        .list()
        .getItems()
        .getFirst()
        .getSpec()
        .getHolderIdentity();
  }
}
