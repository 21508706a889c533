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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The largest object that a CRD's schema allows: each field there, each as long as it may be.
 *
 * @param variant which members of its unions it has
 * @param type what {@code spec.type} or {@code spec.source} says, where there is one
 * @param excluded the fields that exclude one that is there
 */
record LargestObject(CrdFile crd, String variant, String type, Set<String> excluded) {
  /** A text of exactly that length, which differs from those with another index. */
  private interface Filler {
    String fill(int length, int index);
  }

  private static final String TIME = "2026-11-23T09:00:00.999999999Z";
  private static final int LABEL = 63;

  /** A certificate has as many of them and of domains together as of either alone. */
  private static final String ADDRESSES = ".spec.acme.ipAddresses";

  private static final String CUSTOM = ".spec.custom";

  /** Fields that follow a rule which the schema alone does not tell. */
  private static final Map<String, Filler> SPECIAL =
      Map.ofEntries(
          Map.entry(".spec.directory", LargestObject::url),
          Map.entry(".spec.allow[].ipAddresses[]", LargestObject::range),
          Map.entry(ADDRESSES + "[]", LargestObject::ipAddress),
          Map.entry(".spec.clusterCA.ipAddresses[]", LargestObject::ipAddress),
          Map.entry(".spec.custom.secretRef.name", LargestObject::word),
          Map.entry(".spec.termsOfService.url", LargestObject::url),
          Map.entry(".spec.contacts[]", LargestObject::address),
          Map.entry(".spec.renewal.before", LargestObject::hours),
          Map.entry(".spec.limits.orders.period", LargestObject::hours),
          Map.entry(".spec.limits.certificatesPerDomain.period", LargestObject::hours),
          Map.entry(".spec.limits.certificatesPerNames.period", LargestObject::hours),
          Map.entry(".spec.limits.failedValidations.period", LargestObject::hours),
          Map.entry(".spec.acme.domains[].domain", LargestObject::challenged),
          Map.entry(".spec.validationDelay", LargestObject::seconds),
          Map.entry(".spec.propagation.timeout", LargestObject::seconds),
          Map.entry(".spec.propagation.nameServers[]", LargestObject::hostPort),
          Map.entry(".spec.acmeSh.timeout", LargestObject::seconds),
          Map.entry(".spec.acmeSh.api", LargestObject::word),
          Map.entry(".spec.rfc2136.tsig.algorithm", (length, index) -> "hmac-sha512"));

  /** Maps whose keys are names of variables. */
  private static final Set<String> VARIABLES =
      Set.of(".spec.acmeSh.settings", ".spec.acmeSh.files");

  /** One for each member of each union. */
  static Stream<LargestObject> all() {
    return CrdFile.all().stream().flatMap(LargestObject::variants);
  }

  private static Stream<LargestObject> variants(CrdFile crd) {
    return switch (crd.kind()) {
      case "AcmeAccount" -> Stream.of(new LargestObject(crd, "", "", Set.of()));
      case "AcmePlugin" -> plugins(crd);
      case "NodeCertificate" -> certificates(crd);
      default -> throw new IllegalArgumentException(crd + " needs variants here");
    };
  }

  private static Stream<LargestObject> plugins(CrdFile crd) {
    return Stream.of(
        plugin(crd, "AcmeSh", Set.of(".spec.rfc2136")),
        plugin(crd, "RFC2136", Set.of(".spec.acmeSh")),
        plugin(
            crd,
            "Standalone",
            Set.of(
                ".spec.acmeSh",
                ".spec.rfc2136",
                ".spec.validationDelay",
                ".spec.propagation",
                ".spec.allow[].zones")));
  }

  private static LargestObject plugin(CrdFile crd, String type, Set<String> excluded) {
    return new LargestObject(crd, type, type, excluded);
  }

  private static Stream<LargestObject> certificates(CrdFile crd) {
    String percentage = ".spec.renewal.beforePercentage";
    return Stream.of(
        new LargestObject(
            crd,
            "alias",
            "ACME",
            Set.of(percentage, CUSTOM, ADDRESSES, ".spec.acme.domains[].challengeRecord")),
        new LargestObject(
            crd,
            "challengeRecord",
            "ACME",
            Set.of(percentage, CUSTOM, ADDRESSES, ".spec.acme.domains[].alias")),
        new LargestObject(
            crd, "addresses", "ACME", Set.of(percentage, CUSTOM, ".spec.acme.domains")),
        new LargestObject(crd, "custom", "Custom", Set.of(percentage, ".spec.acme")));
  }

  ObjectNode build() {
    var object = (ObjectNode) value("", crd.schema(), 0);
    object.put("apiVersion", "nodecert.dev/v1alpha1").put("kind", crd.kind());
    object.putObject("metadata").put("name", dotted(LABEL, 0));
    return object;
  }

  @Override
  public String toString() {
    return crd + " " + variant;
  }

  private JsonNode value(String path, JsonNode schema, int index) {
    return switch (schema.get("type").asText()) {
      case "object" -> object(path, schema, index);
      case "array" -> array(path, schema);
      case "integer" -> integer(path, schema);
      case "boolean" -> BooleanNode.TRUE;
      default -> TextNode.valueOf(string(path, schema, index));
    };
  }

  private ObjectNode object(String path, JsonNode schema, int index) {
    var object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < schema.path("maxProperties").intValue(); i++) {
      object.set(key(path, i), value(path + "{}", schema.get("additionalProperties"), i));
    }
    for (var field : schema.path("properties").properties()) {
      var fieldPath = path + "." + field.getKey();
      if (!excluded.contains(fieldPath)) {
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

  private ArrayNode array(String path, JsonNode schema) {
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

  private String string(String path, JsonNode schema, int index) {
    if (path.equals(".spec.type") || path.equals(".spec.source")) {
      return type;
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

  private static String hours(int length, int index) {
    return "1h".repeat(length / 2);
  }

  /** A duration that is long to write, and yet within what a plugin may wait. */
  private static String seconds(int length, int index) {
    return "1s".repeat(length / 2);
  }

  /** A domain whose challenge's record is as long as a name may be. */
  private static String challenged(int length, int index) {
    return dotted(length - "_acme-challenge.".length(), index);
  }

  private static String hostPort(int length, int index) {
    String port = ":65535";
    return dotted(length - port.length(), index) + port;
  }

  private static String ipAddress(int length, int index) {
    return "2001:db8:1111:1111:1111:1111:1111:1%03d".formatted(index);
  }

  private static String range(int length, int index) {
    return ipAddress(length, index) + "/128";
  }

  private static String url(int length, int index) {
    return "https://" + dotted(length - "https://".length(), index);
  }

  private static String address(int length, int index) {
    String local = word(LABEL + 1, index);
    return local + "@" + dotted(length - local.length() - 1, index);
  }
}
