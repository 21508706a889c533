package dev.nodecert.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Writes a CRD for people to read: telling keys first, prose folded, rules without escapes. */
final class CrdYaml {
  private static final int WIDTH = 100;

  /** The keys to read first, in this order; the other keys stand between these and LAST. */
  private static final List<String> FIRST =
      List.of(
          "apiVersion",
          "kind",
          "listKind",
          "plural",
          "singular",
          "shortNames",
          "name",
          "served",
          "storage",
          "description",
          "type",
          "format",
          "enum",
          "pattern",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "default",
          "rule",
          "message",
          "messageExpression");

  private static final List<String> LAST =
      List.of("required", "properties", "items", "x-kubernetes-validations");

  private static final List<String> PROSE = List.of("description", "message");
  private static final List<String> CODE = List.of("rule", "messageExpression");

  String write(JsonNode crd) {
    var out = new StringWriter();
    new Yaml(options()).serialize(node("", crd), out);
    return out.toString();
  }

  private static DumperOptions options() {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    options.setWidth(WIDTH);
    options.setAllowUnicode(true);
    return options;
  }

  private Node node(String key, JsonNode value) {
    if (value.isObject()) {
      return mapping(key, value);
    }
    if (value.isArray()) {
      var items = new ArrayList<Node>();
      value.forEach(item -> items.add(node(key, item)));
      return new SequenceNode(Tag.SEQ, items, FlowStyle.BLOCK);
    }
    return scalar(key, value);
  }

  private Node mapping(String key, JsonNode value) {
    var entries = new ArrayList<>(value.properties());
    if (!key.equals("properties")) {
      entries.sort(Comparator.comparingInt(entry -> rank(entry.getKey())));
    }
    List<NodeTuple> tuples = entries.stream().map(this::tuple).toList();
    return new MappingNode(Tag.MAP, tuples, FlowStyle.BLOCK);
  }

  private NodeTuple tuple(Map.Entry<String, JsonNode> entry) {
    return new NodeTuple(plain(Tag.STR, entry.getKey()), node(entry.getKey(), entry.getValue()));
  }

  private static int rank(String key) {
    int first = FIRST.indexOf(key);
    return first >= 0 ? first - FIRST.size() : LAST.indexOf(key) + 1;
  }

  private static Node scalar(String key, JsonNode value) {
    if (value.isBoolean()) {
      return plain(Tag.BOOL, value.asText());
    }
    if (value.isNumber()) {
      return plain(Tag.INT, value.asText());
    }
    String text = value.asText();
    return new ScalarNode(Tag.STR, text, null, null, style(key, text));
  }

  private static ScalarNode plain(Tag tag, String text) {
    return new ScalarNode(tag, text, null, null, ScalarStyle.PLAIN);
  }

  private static ScalarStyle style(String key, String text) {
    boolean quoted = text.contains("'") || text.contains(": ");
    if (PROSE.contains(key) && (quoted || text.length() > WIDTH * 2 / 3)) {
      return ScalarStyle.FOLDED;
    }
    return CODE.contains(key) && quoted ? ScalarStyle.LITERAL : ScalarStyle.PLAIN;
  }
}
