package dev.nodecert.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file under {@code crds/} as a user installs it. */
record CrdFile(String name, JsonNode content) {
  static final Path FOLDER = Path.of("..", "crds");

  static List<CrdFile> all() {
    try (var paths = Files.list(FOLDER)) {
      return paths.sorted().map(CrdFile::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CrdFile of(String kind) {
    return all().stream().filter(file -> file.kind().equals(kind)).findFirst().orElseThrow();
  }

  private static CrdFile read(Path path) {
    try {
      return new CrdFile(path.getFileName().toString(), new YAMLMapper().readTree(path.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String kind() {
    return content.at("/spec/names/kind").asText();
  }

  String scope() {
    return content.at("/spec/scope").asText();
  }

  JsonNode schema() {
    return content.at("/spec/versions/0/schema/openAPIV3Schema");
  }

  @Override
  public String toString() {
    return name;
  }
}
