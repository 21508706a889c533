package dev.nodecert.operator.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nodecert.api.v1alpha1.NodeCertificateStatus;
import dev.nodecert.testenv.Project;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the API server objects to in a NodeCertificate's status, as far as sizes and forms go. */
final class StatusSchema {

  private static final Pattern DATE_TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T.*Z");

  private final JSONSchemaProps root;

  StatusSchema() {
    var versions = definition().getSpec().getVersions();
    var schema = versions.getFirst().getSchema().getOpenAPIV3Schema();
    root = Objects.requireNonNull(schema.getProperties().get("status"), "the CRD has a status");
  }

  private static CustomResourceDefinition definition() {
    var file = Project.find().crds().resolve("nodecertificates.nodecert.dev.yaml");
    try {
      return Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> objections(NodeCertificateStatus status) {
    var json = Serialization.unmarshal(Serialization.asJson(status), JsonNode.class);
    return objections("status", json, root).toList();
  }

  private static Stream<String> objections(String path, JsonNode value, JSONSchemaProps schema) {
    return switch (schema.getType()) {
      case "object" -> ofObject(path, value, schema);
      case "array" -> ofArray(path, value, schema);
      case "string" -> ofString(path, value.asText(), schema);
      default -> Stream.empty();
    };
  }

  private static Stream<String> ofObject(String path, JsonNode value, JSONSchemaProps schema) {
    var missing =
        schema.getRequired().stream()
            .filter(name -> !value.hasNonNull(name))
            .map(name -> path + " has no " + name);
    var properties =
        schema.getProperties().entrySet().stream()
            .filter(property -> value.hasNonNull(property.getKey()))
            .flatMap(property ->
                objections(
                    path + "." + property.getKey(),
                    value.get(property.getKey()),
                    property.getValue()));
    return Stream.concat(missing, properties);
  }

  private static Stream<String> ofArray(String path, JsonNode value, JSONSchemaProps schema) {
    var tooMany =
        Optional.ofNullable(schema.getMaxItems())
            .filter(max -> value.size() > max)
            .map(max -> path + " has more items than " + max);
    var items =
        IntStream.range(0, value.size())
            .boxed()
            .flatMap(
                i -> objections(path + "[" + i + "]", value.get(i), schema.getItems().getSchema()));
    return Stream.concat(tooMany.stream(), items);
  }

  private static Stream<String> ofString(String path, String text, JSONSchemaProps schema) {
    return Stream.of(
            Optional.ofNullable(schema.getMaxLength())
                .filter(max -> text.codePointCount(0, text.length()) > max)
                .map(max -> path + " is longer than " + max),
            Optional.ofNullable(schema.getMinLength())
                .filter(min -> text.length() < min)
                .map(min -> path + " is shorter than " + min),
            Optional.ofNullable(schema.getPattern())
                .filter(pattern -> !Pattern.compile(pattern).matcher(text).find())
                .map(pattern -> path + " does not match " + pattern),
            Optional.ofNullable(schema.getFormat())
                .filter(format -> format.equals("date-time") && !DATE_TIME.matcher(text).matches())
                .map(format -> path + " is no " + format))
        .flatMap(Optional::stream);
  }
}
