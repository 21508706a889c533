package dev.nodecert.api.crd;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A file under {@code customresources/}, as a user could have written it: objects of one name, each
 * of which replaces the one before. All are accepted, but for the last one of a file that says in
 * comments which problems the API server is to name.
 */
record Fixture(String name, List<GenericKubernetesResource> objects, List<String> expected) {
  private static final String EXPECT = "# expect: ";

  static Stream<Fixture> all(String prefix) {
    Path folder = folder();
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted()
          .map(file -> read(folder.relativize(file).toString(), file))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      var url = Objects.requireNonNull(Fixture.class.getResource("/customresources"));
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Fixture read(String name, Path file) {
    var mapper = new YAMLMapper();
    try (var documents =
        mapper.readerFor(GenericKubernetesResource.class).readValues(file.toFile())) {
      List<GenericKubernetesResource> objects =
          documents.readAll().stream().map(GenericKubernetesResource.class::cast).toList();
      return new Fixture(name, objects, expected(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> expected(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(EXPECT))
        .map(line -> line.substring(EXPECT.length()))
        .toList();
  }

  String kind() {
    return first().getKind();
  }

  GenericKubernetesResource first() {
    return objects.getFirst();
  }

  List<GenericKubernetesResource> replacements() {
    return objects.subList(1, objects.size());
  }

  @Override
  public String toString() {
    return name;
  }
}
