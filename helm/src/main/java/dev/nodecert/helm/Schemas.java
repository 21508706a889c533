package dev.nodecert.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * JSON Schemas for kubeconform, of all kinds that an API server has: as offline as the tests are,
 * and of the same version.
 *
 * @param folder of the files
 */
record Schemas(Path folder) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALL = "all.json";

  /** Writes the schemas of an API server's description of itself, OpenAPI 2. */
  static Schemas of(String openApi, Path folder) {
    try {
      Files.createDirectories(folder);
      var definitions = (ObjectNode) JSON.readTree(openApi).get("definitions");
      definitions.forEach(Schemas::makeStrict);
      var all = JSON.createObjectNode();
      all.set("definitions", definitions);
      JSON.writeValue(folder.resolve(ALL).toFile(), all);
      for (var definition : definitions.properties()) {
        for (var kind : definition.getValue().path("x-kubernetes-group-version-kind")) {
          var reference =
              JSON.createObjectNode().put("$ref", ALL + "#/definitions/" + definition.getKey());
          JSON.writeValue(folder.resolve(file(kind)).toFile(), reference);
        }
      }
      return new Schemas(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As kubeconform names them: by the first label of the group only. */
  private static String file(JsonNode kind) {
    var group = kind.get("group").asText().split("\\.", 2)[0];
    return "%s%s-%s.json"
        .formatted(
            kind.get("kind").asText(),
            group.isEmpty() ? "" : "-" + group,
            kind.get("version").asText())
        .toLowerCase(Locale.ROOT);
  }

  /** OpenAPI lets pass what it does not know, and has types that JSON Schema has not. */
  private static void makeStrict(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      if (object.path("format").asText().equals("int-or-string")) {
        object.remove("type");
      }
      object.remove("format");
      if (object.path("properties").isObject()
          && !object.has("additionalProperties")
          && !object.has("x-kubernetes-preserve-unknown-fields")) {
        object.put("additionalProperties", false);
      }
    }
    schema.forEach(Schemas::makeStrict);
  }

  /** For kubeconform. */
  String location() {
    return folder + "/{{.ResourceKind}}{{.KindSuffix}}.json";
  }
}
