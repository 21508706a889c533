package dev.nodecert.operator.dnsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCacheTest {

  private static final FileTime LATER = FileTime.from(Instant.parse("2100-01-01T00:00:00Z"));

  @TempDir private Path folder;
  private final List<String> read = new ArrayList<>();
  private final FileCache<String> cache =
      new FileCache<>((file, text) -> {
        read.add(text);
        return file.getFileName() + " " + text;
      });

  @Test
  void aFileIsReadOnce() throws IOException {
    var file = Files.writeString(folder.resolve("a"), "one");

    assertThat(cache.find(file)).contains("a one");
    assertThat(cache.find(file)).contains("a one");
    assertThat(read).containsExactly("one");
  }

  @Test
  void aFileThatHasChangedIsReadAgain() throws IOException {
    var file = Files.writeString(folder.resolve("a"), "one");
    cache.find(file);

    Files.writeString(file, "three");
    assertThat(cache.find(file)).contains("a three");

    Files.setLastModifiedTime(Files.writeString(file, "seven"), LATER);
    assertThat(cache.find(file)).contains("a seven");
    assertThat(read).containsExactly("one", "three", "seven");
  }

  @Test
  void aFileThatWasReplacedIsReadAgainThoughItLooksTheSame() throws IOException {
    var file = Files.writeString(folder.resolve("a"), "one");
    var other = Files.writeString(folder.resolve("b"), "two");
    Files.setLastModifiedTime(file, LATER);
    Files.setLastModifiedTime(other, LATER);
    cache.find(file);

    Files.delete(file);
    Files.move(other, file);

    assertThat(cache.find(file)).contains("a two");
  }

  @Test
  void aFileThatIsGoneIsForgotten() throws IOException {
    var file = Files.writeString(folder.resolve("a"), "one");
    cache.find(file);

    Files.delete(file);
    assertThat(cache.find(file)).isEmpty();

    Files.writeString(file, "one");
    assertThat(cache.find(file)).contains("a one");
    assertThat(read).hasSize(2);
  }

  @Test
  void aFolderIsNoFile() {
    assertThat(cache.find(folder)).isEmpty();
  }

  @Test
  void aFileThatCannotBeReadIsTold() throws IOException {
    var loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> cache.find(loop))
        .withMessageContaining("cannot be read");
  }
}
