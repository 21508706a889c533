package dev.nodecert.operator.dnsapi.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFileTest {

  @TempDir private Path folder;
  private SocketFile file;

  @BeforeEach
  void name() {
    file = new SocketFile(folder.resolve("dnsapi.sock"));
  }

  @Test
  void onlyItsOwnerMayConnect() throws IOException {
    try (var _ = file.listen(1);
        var _ = file.connect()) {
      assertThat(Files.getPosixFilePermissions(file.path()))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void whatAKilledServerHasLeftIsReplaced() throws IOException {
    file.listen(1).close(); // A closed socket leaves its file, as a killed process does.
    assertThat(file.path()).exists();

    try (var _ = file.listen(1);
        var connection = file.connect()) {
      assertThat(connection.isConnected()).isTrue();
    }
    file.delete();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whereSomebodyListensNobodyElseDoes() throws IOException {
    try (var _ = file.listen(1)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> file.listen(1))
          .withMessage("another process listens at " + file.path());
      assertThat(file.path()).exists();
    }
  }

  @Test
  void whatIsNoSocketStays() throws IOException {
    Files.writeString(file.path(), "precious");

    assertRefused();
    assertThat(file.path()).hasContent("precious");
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    var elsewhere = new SocketFile(folder.resolve("elsewhere.sock"));
    elsewhere.listen(1).close();
    Files.createSymbolicLink(file.path(), elsewhere.path());

    assertRefused();
    assertThat(elsewhere.path()).exists();
  }

  private void assertRefused() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> file.listen(1))
        .withMessage(file.path() + " is no socket, and is left as it is");
  }
}
