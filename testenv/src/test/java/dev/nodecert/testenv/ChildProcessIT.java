package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {

  private static final List<String> SERVER = List.of("/bin/sh", "-c", "echo up; exec sleep 600");
  private static final List<String> STUBBORN =
      List.of("/bin/sh", "-c", "trap '' TERM; echo up; while :; do sleep 1; done");
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path folder;

  /** The program of a JVM that starts a server and is then killed. */
  static final class Starter {

    private Starter() {}

    public static void main(String[] arguments) throws InterruptedException {
      ChildProcess.start("server", Path.of(arguments[0]), Map.of(), SERVER);
      Thread.currentThread().join();
    }
  }

  private ChildProcess start(String... command) {
    return ChildProcess.start("server", folder, Map.of("COLOUR", "blue"), List.of(command));
  }

  private boolean isUp() {
    return folder.resolve("server.log").toFile().length() > 0;
  }

  @Test
  void endsWithItsJvmEvenWhenThatIsKilled() throws IOException {
    var jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    await().atMost(SOON).until(this::isUp);
    var children = jvm.descendants().toList();

    jvm.destroyForcibly();

    assertThat(children).isNotEmpty();
    await().atMost(SOON).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void endsWhenClosed() {
    var server = start(SERVER.toArray(String[]::new));
    server.awaitReady(SOON, this::isUp);
    assertThat(server.isAlive()).isTrue();

    server.close();

    assertThat(server.isAlive()).isFalse();
  }

  @Test
  void isKilledWhenItDoesNotEndByItself() {
    var server = start(STUBBORN.toArray(String[]::new));
    server.awaitReady(SOON, this::isUp);

    server.close();

    assertThat(server.isAlive()).isFalse();
  }

  @Test
  void endsWhenKilled() {
    var server = start(STUBBORN.toArray(String[]::new));
    server.awaitReady(SOON, this::isUp);

    server.kill();

    assertThat(server.isAlive()).isFalse();
  }

  @Test
  void anEarlyDeathIsReportedWithTheEndOfTheLog() {
    try (var server = start("/bin/sh", "-c", "echo \"bind: $COLOUR in use\"; exit 3")) {
      assertThatIllegalStateException()
          .isThrownBy(() -> server.awaitReady(SOON, () -> false))
          .withMessageStartingWith("server has ended with exit code 3")
          .withMessageEndingWith("bind: blue in use");
    }
  }

  @Test
  void oneThatIsNotReadyInTimeIsReportedToo() {
    try (var server = start(SERVER.toArray(String[]::new))) {
      server.awaitReady(SOON, this::isUp);

      assertThatIllegalStateException()
          .isThrownBy(() -> server.awaitReady(Duration.ofSeconds(1), () -> false))
          .withMessageStartingWith("server is not ready after 1 s")
          .withMessageEndingWith("up");
    }
  }
}
