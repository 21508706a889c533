package dev.nodecert.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file under {@code examples/}, as a user applies it. */
record Example(Path file, List<JsonNode> documents) {
  private static final Path FOLDER = Path.of("..", "examples");

  /** Values of a chart are Helm's, and tested with it. */
  private static final Pattern OBJECTS = Pattern.compile("(?!values).*\\.yaml");

  private static final String KUSTOMIZATION = "kustomization.yaml";

  static List<Example> all() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> OBJECTS.matcher(file.getFileName().toString()).matches())
          .sorted()
          .map(Example::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Example read(Path file) {
    try (var documents = new YAMLMapper().readerFor(JsonNode.class).readValues(file.toFile())) {
      return new Example(file, documents.readAll().stream().map(JsonNode.class::cast).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How kubectl is given it. */
  String option() {
    return file.endsWith(KUSTOMIZATION) ? "--kustomize=" + file.getParent() : "--filename=" + file;
  }

  List<JsonNode> ofKind(String kind) {
    return documents.stream()
        .filter(document -> document.path("kind").asText().equals(kind))
        .toList();
  }

  /** The names of the objects of a kind that it brings. */
  List<String> names(String kind) {
    return ofKind(kind).stream().map(object -> object.at("/metadata/name").asText()).toList();
  }

  /** The names that fields of that name refer to, in objects of a kind. */
  List<String> references(String kind, String field) {
    return ofKind(kind).stream()
        .flatMap(document -> document.findValues(field).stream())
        .map(reference -> reference.get("name").asText())
        .distinct()
        .toList();
  }

  Stream<String> namespaces() {
    return documents.stream()
        .map(document -> document.at("/metadata/namespace").asText())
        .filter(namespace -> !namespace.isEmpty());
  }

  @Override
  public String toString() {
    return FOLDER.relativize(file).toString();
  }
}
