package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs root, hence no part of the other tests. */
class NodeClusterE2E {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String PAGE = "a page";

  private static PodCluster cluster;

  @BeforeAll
  static void start() {
    cluster = PodCluster.startNode();
    cluster.kubectl(
        "apply",
        "--server-side",
        "--filename=" + Path.of("src/test/resources/pods.yaml").toAbsolutePath());
    cluster.kubectl("rollout", "status", "deployment/web", "--timeout=60s");
    cluster.kubectl("wait", "--for=condition=Ready", "pod/shell", "pod/node-port", "--timeout=60s");
  }

  @AfterAll
  static void close() {
    cluster.close();
  }

  private static String inShell(String... command) {
    var arguments = Stream.concat(Stream.of("exec", "shell", "--"), Stream.of(command));
    return cluster.kubectl(arguments.toArray(String[]::new));
  }

  private static String service(String path) {
    return cluster.kubectl("get", "service", "web", "-o", "jsonpath={%s}".formatted(path));
  }

  @Test
  void podsReachServicesByName() {
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> inShell("wget", "-qO-", "http://web/index.html").strip().equals(PAGE));
    assertThat(inShell("wget", "-qO-", "http://web.default.svc.cluster.local/index.html").strip())
        .isEqualTo(PAGE);
  }

  @Test
  void theMachineReachesServicesByAddress() {
    var uri = URI.create("http://%s/index.html".formatted(service(".spec.clusterIP")));
    try (var http = Http.plain()) {
      await().atMost(SOON).until(() -> http.answers(200, uri));
      assertThat(http.get(uri).body().strip()).isEqualTo(PAGE);
    }
  }

  @Test
  void podsCanHavePortsOfTheNode() {
    var node =
        cluster.kubectl("get", "nodes", "-o", "jsonpath={.items[0].status.addresses[0].address}");
    try (var http = Http.plain()) {
      await()
          .atMost(SOON)
          .until(() -> http.answers(200, URI.create("http://%s:8081/index.html".formatted(node))));
    }
  }

  @Test
  void podsHaveNoWayOut() {
    assertThatIllegalStateException()
        .isThrownBy(() -> inShell("nc", "-w", "2", "192.0.2.1", "80"))
        .withMessageContaining("Network is unreachable");
  }

  @Test
  void limitsAreTheKernels() {
    var limits =
        cluster.kubectl(
            "exec",
            "deployment/web",
            "--",
            "sh",
            "-c",
            "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null; grep -E 'Seccomp:|CapBnd' /proc/1/status; id -u");

    assertThat(limits).contains("33554432", "Seccomp:\t2", "CapBnd:\t0000000000000000", "65532");
  }

  @Test
  void logsAreKept() {
    inShell("wget", "-qO-", "http://web/index.html");

    await()
        .atMost(SOON)
        .until(() -> cluster.kubectl("logs", "--selector=app=web").contains("response:200"));
  }

  /** The program of a JVM that starts a node and is then killed. */
  static final class Starter {

    private Starter() {}

    public static void main(String[] arguments) throws InterruptedException, IOException {
      PodCluster.startNode();
      Files.createFile(Path.of(arguments[0]));
      Thread.currentThread().join();
    }
  }

  @Test
  void oneMoreLeavesNothingBehindWhenItsJvmIsKilled(@TempDir Path folder) throws IOException {
    var before = traces();
    var started = folder.resolve("started");
    var jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName(),
                started.toString())
            .inheritIO()
            .start();
    await().atMost(SOON).until(() -> Files.exists(started) || !jvm.isAlive());
    var processes = jvm.descendants().toList();
    assertThat(traces()).hasSizeGreaterThan(before.size());

    jvm.destroyForcibly();

    assertThat(processes).hasSizeGreaterThan(8);
    await().atMost(SOON).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    await().atMost(SOON).until(() -> traces().equals(before));
  }

  /** What a node could leave on the machine: interfaces, folders of the cgroup tree, mounts. */
  private static List<String> traces() throws IOException {
    try (var interfaces = Files.list(Path.of("/sys/class/net"));
        var hierarchies = Files.list(Path.of("/sys/fs/cgroup"));
        var mounts = Files.lines(Path.of("/proc/self/mountinfo"))) {
      var cgroups =
          hierarchies
              .filter(Files::isDirectory)
              .flatMap(it -> Stream.of(it.toFile().listFiles()))
              .map(Object::toString)
              .filter(it -> it.contains("nodecert"));
      return Stream.of(interfaces.map(Path::toString), cgroups, mounts)
          .flatMap(it -> it)
          .sorted()
          .toList();
    }
  }

  @Test
  void saysWhatIsMissingWhereItCannotRun(@TempDir Path folder) {
    var up = Project.find().root().resolve("testenv/node/up").toString();
    var user =
        Stream.of(
            "/usr/bin/setpriv", "--bounding-set=-all", "--inh-caps=-all", up, folder.toString());
    var arguments =
        Stream.of("nodecert99", "192.0.2.1", "192.0.2.2", "192.0.2.0/28", "192.0.2.0/24");
    var command = Stream.concat(user, arguments).toList();

    try (var node =
        ChildProcess.start(
            "node", folder, Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"), command)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> node.awaitReady(SOON, () -> false))
          .withMessageContaining(
              "A node cannot run here: the kernel gives this process no namespaces of its own");
    }
  }
}
