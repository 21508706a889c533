package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

  @Test
  void eachIsNewAndInTarget() {
    try (var one = RunDirectory.create("etcd");
        var other = RunDirectory.create("etcd")) {
      assertThat(one.path()).isNotEqualTo(other.path()).isEmptyDirectory();
      assertThat(one.path().getParent()).isEqualTo(Path.of("target/testenv").toAbsolutePath());
    }
  }

  @Test
  void closingLeavesTheLogs(@TempDir Path folder) throws IOException {
    var directory = new RunDirectory(folder);
    directory.write("etcd.log", "started");
    directory.write("server.key", "secret");
    Files.createDirectories(folder.resolve("etcd/member/wal"));
    Files.createDirectories(folder.resolve("volume/..1/logs"));
    Files.createSymbolicLink(folder.resolve("volume/..data"), Path.of("..1"));

    directory.close();

    assertThat(folder.toFile().list()).containsExactly("etcd.log");
  }

  @Test
  void closingLeavesNothingWhereThereAreNoLogs() {
    var directory = RunDirectory.create("etcd");
    directory.write("server.key", "secret");

    directory.close();

    assertThat(directory.path()).doesNotExist();
  }
}
