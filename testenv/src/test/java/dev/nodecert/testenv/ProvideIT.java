package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds Pebble anew, from Go's build cache where that has it. */
class ProvideIT {

  @TempDir private Path caches;

  /** The user's, but for where the script keeps what it has built. */
  private Map<String, String> environment() {
    var environment = new HashMap<>(System.getenv());
    environment.put(
        "GOCACHE", new Tool(List.of("go", "env", "GOCACHE"), environment).run().strip());
    environment.put("XDG_CACHE_HOME", caches.toString());
    return environment;
  }

  private static Tool provide(String part, Map<String, String> environment) {
    return new Tool(List.of(Project.find().provide().toString(), part), environment);
  }

  private List<String> kept() throws IOException {
    try (var folders = Files.list(caches.resolve("nodecert/testenv"))) {
      return folders.filter(Files::isDirectory).map(it -> it.getFileName().toString()).toList();
    }
  }

  @Test
  void bringsEveryServer() {
    var servers = Servers.provide();

    assertThat(
            Stream.of(
                "kube-apiserver",
                "kube-controller-manager",
                "kubectl",
                "etcd",
                "pebble",
                "pebble-challtestsrv",
                "nginx",
                "named",
                "rndc",
                "nsupdate",
                "pdns_server",
                "pdnsutil"))
        .allSatisfy(name -> assertThat(servers.path(name)).isAbsolute().isExecutable());
    assertThat(servers.path("acmesh").resolve("acme.sh")).isReadable();
    assertThat(servers.path("acmesh").resolve("dnsapi")).isDirectoryContaining("glob:**/dns_*.sh");
  }

  @Test
  void twoAtOnceGetTheSame() throws IOException {
    var pebble = provide("pebble", environment());

    var one = CompletableFuture.supplyAsync(pebble::run);
    var other = CompletableFuture.supplyAsync(pebble::run);

    assertThat(one.join()).isEqualTo(other.join());
    assertThat(Servers.parse(one.join()).path("pebble")).isExecutable();
    assertThat(kept()).hasSize(1);
  }

  @Test
  void anInterruptedBuildLeavesNothing() throws IOException, InterruptedException {
    var pebble = provide("pebble", environment());
    var builder = new ProcessBuilder(pebble.command());
    builder.environment().putAll(pebble.environment());
    var build = builder.start();
    assertThat(build.errorReader().readLine()).startsWith("testenv: building pebble");

    // Not Process.destroy: it closes our end of the script's output too, which is another way to
    // die.
    build.toHandle().destroy();

    assertThat(build.waitFor()).isEqualTo(143);
    assertThat(kept()).isEmpty();
  }

  @Test
  void anOldGoIsToldFromANewOne() throws IOException {
    var go = caches.resolve("go");
    Files.createFile(
        go, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(go, "#!/bin/sh\nprintf 'go1.19.8\\nlinux\\namd64\\n'\n");
    var environment = environment();
    environment.merge("PATH", caches.toString(), (path, first) -> first + ":" + path);

    assertThatIllegalStateException()
        .isThrownBy(() -> provide("pebble", environment).run())
        .withMessageContaining("testenv: go1.19.8 is too old for pebble; install Go 1.26 or later");
  }

  @Test
  void anUnknownPartIsAnError() {
    assertThatIllegalStateException()
        .isThrownBy(() -> provide("moon", System.getenv()).run())
        .withMessageContaining("testenv: there is no part 'moon'; the parts are: kubernetes ");
  }
}
