package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersFileTest {

  @TempDir private Path folder;
  private Path file;
  private UsersFile users;
  private final MovedClock clock = new MovedClock();

  @BeforeEach
  void mount() throws IOException {
    file = folder.resolve("users.yaml");
    Files.write(file, Fixtures.usersYaml());
    users = new UsersFile(file, clock);
  }

  @Test
  void aChangeIsSeenWithinASecond() throws IOException {
    assertThat(users.get().size()).isEqualTo(2);
    var text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.indexOf("- name: bob")));

    clock.move(Duration.ofMillis(999));
    assertThat(users.get().size()).isEqualTo(2);

    clock.move(Duration.ofMillis(1));
    assertThat(users.get().size()).isEqualTo(1);
  }

  @Test
  void nobodyIsLetInByABrokenFileUntilItIsMended() throws IOException {
    var before = users.get();
    Files.writeString(file, "- {name: alice}");
    clock.move(Duration.ofSeconds(1));

    assertThat(users.get().size()).isZero();

    Files.write(file, Fixtures.usersYaml());
    clock.move(Duration.ofSeconds(1));
    assertThat(users.get().size()).isEqualTo(before.size());
  }

  @Test
  void nobodyIsLetInWithoutAFile() throws IOException {
    assertThat(users.get().size()).isEqualTo(2);
    Files.delete(file);
    clock.move(Duration.ofSeconds(1));

    assertThat(users.get().size()).isZero();
    assertThat(users.get().nobody().password().cost()).isEqualTo(12);
  }

  @Test
  void aFileOfNoEndIsNotRead() throws IOException {
    var comment = "#" + "x".repeat(1 << 20) + "\n";
    Files.writeString(file, Files.readString(file) + comment);

    assertThat(users.get().size()).isZero();
  }
}
