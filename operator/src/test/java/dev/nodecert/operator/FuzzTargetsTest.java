package dev.nodecert.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gives every fuzz target the inputs that are kept for it: its seeds, and what was found once. They
 * are in {@code fuzz}, in a folder that is called as the target is.
 */
class FuzzTargetsTest {

  private static final String ENTRY = "fuzzerTestOneInput";

  static Stream<Arguments> inputs() throws Exception {
    return files(folder("/fuzz"))
        .flatMap(target ->
            files(target)
                .map(input -> arguments(target.getFileName(), input.getFileName(), input)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("inputs")
  void anInputThatIsKeptFindsNothing(Path target, Path name, Path input) throws Exception {
    var entry = Class.forName(target.toString()).getMethod(ENTRY, byte[].class);
    entry.setAccessible(true);
    try {
      entry.invoke(null, Files.readAllBytes(input));
    } catch (InvocationTargetException found) {
      throw new AssertionError("found by " + input, found.getCause());
    }
  }

  @Test
  void everyTargetHasInputs() throws Exception {
    assertThat(files(folder("/fuzz")).map(Path::getFileName).map(Path::toString))
        .containsExactlyInAnyOrderElementsOf(targets());
    assertThat(files(folder("/fuzz"))).allSatisfy(target -> assertThat(files(target)).isNotEmpty());
  }

  private static List<String> targets() throws Exception {
    var root = folder("/");
    try (var files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith("Fuzz.class"))
          .map(file -> root.relativize(file).toString())
          .map(file -> file.replace(".class", "").replace(File.separatorChar, '.'))
          .toList();
    }
  }

  private static Path folder(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(FuzzTargetsTest.class.getResource(name), name).toURI());
  }

  private static Stream<Path> files(Path folder) {
    try (var files = Files.list(folder)) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
