package dev.nodecert.api.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.client.CustomResource;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Adds to a generated CRD what the generator's annotations cannot say. */
final class CrdFinish {
  /** Lists whose items are told apart by a key: server-side apply merges them item by item. */
  private static final Map<String, String> KEYED_LISTS =
      Map.of(
          ".spec.acme.domains", "domain",
          ".status.conditions", "type",
          ".status.issuance.names", "name",
          ".status.profiles", "name");

  /** Lists of unique strings. None in status: what a CA says twice must not fail a write. */
  private static final Set<String> SETS =
      Set.of(
          ".spec.contacts",
          ".spec.allow[].namespaces",
          ".spec.allow[].domains",
          ".spec.allow[].ipAddresses",
          ".spec.acme.ipAddresses",
          ".spec.allow[].zones",
          ".spec.nodes");

  private record MapBounds(int entries, int valueLength) {}

  /** A label's value has at most 63 characters by Kubernetes' rules. */
  private static final Map<String, MapBounds> MAPS =
      Map.of(
          ".spec.secretTemplate.labels", new MapBounds(32, 63),
          ".spec.secretTemplate.annotations", new MapBounds(32, 4096),
          ".spec.acmeSh.settings", new MapBounds(50, 4096),
          ".spec.acmeSh.files", new MapBounds(10, 253));

  private static final List<String> INTEGER_BOUNDS = List.of("minimum", "maximum");

  private final Class<? extends CustomResource<?, ?>> kind;

  CrdFinish(Class<? extends CustomResource<?, ?>> kind) {
    this.kind = kind;
  }

  void apply(ObjectNode crd) {
    ObjectNode names = crd.withObject("/spec/names");
    names.put("listKind", names.get("kind").asText() + "List");
    for (JsonNode version : crd.at("/spec/versions")) {
      orderColumns((ObjectNode) version);
      finishRoot(version.withObject("/schema/openAPIV3Schema"));
    }
  }

  /** The generator sorts the columns by path; they tell a story in the order of the annotations. */
  private void orderColumns(ObjectNode version) {
    List<String> story =
        Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::name)
            .toList();
    List<JsonNode> columns =
        StreamSupport.stream(version.get("additionalPrinterColumns").spliterator(), false)
            .map(CrdFinish::withoutDefaultPriority)
            .sorted(Comparator.comparingInt(column -> story.indexOf(column.get("name").asText())))
            .toList();
    version.putArray("additionalPrinterColumns").addAll(columns);
  }

  private static JsonNode withoutDefaultPriority(JsonNode column) {
    if (column.get("priority").intValue() == 0) {
      ((ObjectNode) column).remove("priority");
    }
    return column;
  }

  private void finishRoot(ObjectNode root) {
    var members = ((ParameterizedType) kind.getGenericSuperclass()).getActualTypeArguments();
    describe(root, kind);
    describe(root.withObject("/properties/spec"), (Class<?>) members[0]);
    describe(root.withObject("/properties/status"), (Class<?>) members[1]);
    root.withObject("/properties/status").putObject("default").put("observedGeneration", -1);
    root.putArray("required").add("spec");
    finish(root, "");
  }

  private static void describe(ObjectNode schema, Class<?> type) {
    schema.put("description", type.getAnnotation(JsonClassDescription.class).value());
  }

  private void finish(ObjectNode schema, String path) {
    foldDescription(schema);
    schema.path("x-kubernetes-validations").forEach(CrdFinish::stripRule);
    INTEGER_BOUNDS.forEach(bound -> truncate(schema, bound));
    if (schema.path("type").asText().equals("array")) {
      nameListType(schema, path);
      finish(schema.withObject("/items"), path + "[]");
    }
    if (MAPS.containsKey(path)) {
      limit(schema, MAPS.get(path));
    }
    for (var property : schema.path("properties").properties()) {
      finish((ObjectNode) property.getValue(), path + "." + property.getKey());
    }
  }

  private static void limit(ObjectNode schema, MapBounds bounds) {
    schema.put("maxProperties", bounds.entries());
    schema.withObject("/additionalProperties").put("maxLength", bounds.valueLength());
  }

  /** Descriptions are wrapped in the source; kubectl explain wraps them by itself. */
  private static void foldDescription(ObjectNode schema) {
    if (schema.has("description")) {
      schema.put("description", schema.get("description").asText().strip().replace('\n', ' '));
    }
  }

  private static void stripRule(JsonNode validation) {
    ((ObjectNode) validation).put("rule", validation.get("rule").asText().strip());
  }

  /** The generator knows bounds as floating point numbers only: 256.0. */
  private static void truncate(ObjectNode schema, String bound) {
    if (schema.has(bound)) {
      schema.put(bound, schema.get(bound).longValue());
    }
  }

  private static void nameListType(ObjectNode schema, String path) {
    String key = KEYED_LISTS.get(path);
    if (key != null) {
      schema.put("x-kubernetes-list-type", "map").putArray("x-kubernetes-list-map-keys").add(key);
    } else {
      schema.put("x-kubernetes-list-type", SETS.contains(path) ? "set" : "atomic");
    }
  }
}
