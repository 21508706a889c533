package dev.nodecert.testenv;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The containerd of a node. */
record ContainerRuntime(ChildProcess process, Namespaces namespaces) {

  private static final Duration START = Duration.ofSeconds(60);

  static ContainerRuntime start(Namespaces namespaces) {
    var process = namespaces.start("containerd", namespaces.plan().containerd());
    return new ContainerRuntime(process, namespaces);
  }

  void awaitReady() {
    process.awaitReady(START, () -> Files.exists(socket()) && answers());
  }

  private Path socket() {
    return namespaces.file(NodeConfiguration.RUNTIME_SOCKET);
  }

  private boolean answers() {
    try {
      call("version");
      return true;
    } catch (IllegalStateException notYet) {
      return false;
    }
  }

  /**
   * Adds an image to those that pods can have without a registry.
   *
   * @param archive an OCI layout with the annotation {@code io.containerd.image.name}, as a tar
   */
  void load(Path archive) {
    call("images", "import", "--snapshotter=overlayfs", archive.toAbsolutePath().toString());
  }

  private void call(String... arguments) {
    var plan = namespaces.plan();
    var ctr =
        Stream.of(
            plan.servers().path("ctr").toString(), "--address=" + socket(), "--namespace=k8s.io");
    var line = Stream.concat(ctr, Stream.of(arguments)).toList();
    new Tool(List.copyOf(line), plan.environment()).run();
  }
}
