package dev.nodecert.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Values that a chart's schema describes, with something at every place where one may write: each
 * leaf is what a function makes of the leaf's schema. What the schema leaves free is left out.
 */
final class ValuesFromSchema {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode schema;
  private final Function<JsonNode, JsonNode> leaf;
  private final List<String> paths = new ArrayList<>();
  private final JsonNode values;

  ValuesFromSchema(JsonNode schema, Function<JsonNode, JsonNode> leaf) {
    this.schema = schema;
    this.leaf = leaf;
    this.values = value(schema, "");
  }

  JsonNode values() {
    return values;
  }

  /** Of all leaves, as Helm names them. */
  List<String> paths() {
    return List.copyOf(paths);
  }

  private JsonNode value(JsonNode part, String path) {
    if (part.has("$ref")) {
      return value(schema.at(part.get("$ref").asText().substring(1)), path);
    }
    return switch (part.path("type").asText()) {
      case "object" -> object(part, path);
      case "array" -> array(part, path);
      default -> {
        paths.add(path);
        yield leaf.apply(part);
      }
    };
  }

  private ObjectNode object(JsonNode part, String path) {
    var object = JSON.createObjectNode();
    for (var property : part.path("properties").properties()) {
      object.set(property.getKey(), value(property.getValue(), path + "/" + property.getKey()));
    }
    return object;
  }

  private ArrayNode array(JsonNode part, String path) {
    return JSON.createArrayNode().add(value(part.get("items"), path + "/0"));
  }
}
