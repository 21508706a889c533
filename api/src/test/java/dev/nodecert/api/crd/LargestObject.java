package dev.nodecert.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Builds the largest object that a CRD's schema allows: each field there, each as long as it may
 * be.
 */
final class LargestObject {
  /** A text of exactly that length, which differs from those with another index. */
  private interface Filler {
    String fill(int length, int index);
  }

  private static final String TIME = "2026-11-23T09:00:00.999999999Z";
  private static final int LABEL = 63;

  /** Fields that follow a rule which the schema alone does not tell. */
  private static final Map<String, Filler> SPECIAL =
      Map.of(
          ".spec.directory", LargestObject::url,
          ".spec.allow[].ipAddresses[]", LargestObject::range,
          ".spec.termsOfService.url", LargestObject::url,
          ".spec.contacts[]", LargestObject::address,
          ".spec.renewal.before", LargestObject::duration,
          ".spec.validationDelay", LargestObject::minute,
          ".spec.propagation.timeout", LargestObject::minute,
          ".spec.acmeSh.timeout", LargestObject::minute,
          ".spec.acmeSh.api", LargestObject::word);

  /** Maps whose keys are names of variables. */
  private static final Set<String> VARIABLES =
      Set.of(".spec.acmeSh.settings", ".spec.acmeSh.files");

  /** Fields that exclude one that is there. */
  private static final Set<String> EXCLUDED =
      Set.of(
          ".spec.renewal.beforePercentage",
          ".spec.rfc2136",
          ".spec.acme.ipAddresses",
          ".spec.acme.domains[].challengeRecord");

  private final CrdFile crd;

  LargestObject(CrdFile crd) {
    this.crd = crd;
  }

  ObjectNode build() {
    var object = (ObjectNode) value("", crd.schema(), 0);
    object.put("apiVersion", "nodecert.dev/v1alpha1").put("kind", crd.kind());
    object.putObject("metadata").put("name", dotted(LABEL, 0));
    return object;
  }

  private static JsonNode value(String path, JsonNode schema, int index) {
    return switch (schema.get("type").asText()) {
      case "object" -> object(path, schema, index);
      case "array" -> array(path, schema);
      case "integer" -> integer(path, schema);
      case "boolean" -> BooleanNode.TRUE;
      default -> TextNode.valueOf(string(path, schema, index));
    };
  }

  private static ObjectNode object(String path, JsonNode schema, int index) {
    var object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < schema.path("maxProperties").intValue(); i++) {
      object.set(key(path, i), value(path + "{}", schema.get("additionalProperties"), i));
    }
    for (var field : schema.path("properties").properties()) {
      var fieldPath = path + "." + field.getKey();
      if (!EXCLUDED.contains(fieldPath)) {
        object.set(field.getKey(), value(fieldPath, field.getValue(), index));
      }
    }
    return object;
  }

  private static String key(String path, int index) {
    return VARIABLES.contains(path) ? variable(path, index) : labelKey(index);
  }

  /** No option may be in both maps. */
  private static String variable(String path, int index) {
    return path.endsWith("files") ? "f" + word(LABEL, index) : word(LABEL + 1, index);
  }

  /** The longest that Kubernetes allows as the key of a label: a DNS prefix and a name. */
  private static String labelKey(int index) {
    return dotted(253, index) + "/" + word(LABEL, index);
  }

  private static ArrayNode array(String path, JsonNode schema) {
    var array = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < schema.get("maxItems").intValue(); i++) {
      array.add(value(path + "[]", schema.get("items"), i));
    }
    return array;
  }

  private static JsonNode integer(String path, JsonNode schema) {
    if (path.equals(".spec.privateKey.size")) {
      return IntNode.valueOf(384);
    }
    return LongNode.valueOf(schema.path("maximum").asLong(Long.MAX_VALUE));
  }

  private static String string(String path, JsonNode schema, int index) {
    if (path.equals(".spec.type")) {
      return "AcmeSh";
    }
    if (schema.has("enum")) {
      return StreamSupport.stream(schema.get("enum").spliterator(), false)
          .map(JsonNode::asText)
          .max((a, b) -> Integer.compare(a.length(), b.length()))
          .orElseThrow();
    }
    if (!schema.has("maxLength")) {
      return TIME;
    }
    Filler usual = schema.has("pattern") ? LargestObject::word : LargestObject::dotted;
    return SPECIAL.getOrDefault(path, usual).fill(schema.get("maxLength").intValue(), index);
  }

  /** Letters that end with the index. */
  private static String word(int length, int index) {
    return "a".repeat(length - 3) + "%03d".formatted(index);
  }

  /** A host name that begins with the index; up to 63 characters it is a label. */
  private static String dotted(int length, int index) {
    var text = new StringBuilder("%03d".formatted(index));
    while (text.length() < length) {
      boolean labelEnds = text.length() % (LABEL + 1) == LABEL && text.length() + 1 < length;
      text.append(labelEnds ? '.' : 'a');
    }
    return text.toString();
  }

  private static String duration(int length, int index) {
    return "1h".repeat(length / 2);
  }

  /** One that is long, and yet within what a plugin may wait. */
  private static String minute(int length, int index) {
    return "1s".repeat(length / 2);
  }

  private static String range(int length, int index) {
    return "2001:db8:1111:1111:1111:1111:1111:1%03d/128".formatted(index);
  }

  private static String url(int length, int index) {
    return "https://" + dotted(length - "https://".length(), index);
  }

  private static String address(int length, int index) {
    String local = word(LABEL + 1, index);
    return local + "@" + dotted(length - local.length() - 1, index);
  }
}
