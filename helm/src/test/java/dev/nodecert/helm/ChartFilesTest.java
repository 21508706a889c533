package dev.nodecert.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What belongs together in a chart's files; {@code -Dcharts.update=true} writes the READMEs. */
class ChartFilesTest {

  @ParameterizedTest
  @ValueSource(strings = {"nodecert-operator", "node-proxy"})
  void theReadmeIsThatOfTheValues(String name) throws Exception {
    var chart = Chart.named(name);
    var generated = new ChartReadme(chart).generate();
    if (Boolean.getBoolean("charts.update")) {
      Files.writeString(chart.folder().resolve(ChartReadme.FILE), generated);
    }

    assertThat(chart.folder().resolve(ChartReadme.FILE))
        .as("To generate it anew: make charts")
        .hasContent(generated);
  }

  /** Each has a comment of its own, or is below one that has. */
  @ParameterizedTest
  @ValueSource(strings = {"nodecert-operator", "node-proxy"})
  void everyValueIsExplained(String name) {
    var readme = new ChartReadme(Chart.named(name));
    var explained = readme.values().stream().map(ChartReadme.Value::path).toList();

    assertThat(leaves(readme.defaults(), List.of()))
        .isNotEmpty()
        .allSatisfy(leaf ->
            assertThat(explained)
                .anyMatch(path ->
                    leaf.size() >= path.size() && leaf.subList(0, path.size()).equals(path)));
  }

  private static List<List<String>> leaves(JsonNode node, List<String> path) {
    if (!node.isObject() || node.isEmpty()) {
      return List.of(path);
    }
    var leaves = new ArrayList<List<String>>();
    for (var field : node.properties()) {
      var below = new ArrayList<>(path);
      below.add(field.getKey());
      leaves.addAll(leaves(field.getValue(), below));
    }
    return leaves;
  }

  /** An unknown key is a typo: only what is a map by itself may have any. */
  @ParameterizedTest
  @ValueSource(strings = {"nodecert-operator", "node-proxy"})
  void theSchemaKnowsEveryKeyAndNoOther(String name) throws Exception {
    var chart = Chart.named(name);
    var schema = new ObjectMapper().readTree(chart.text("values.schema.json"));

    assertThat(objectsThatAreOpen(schema, "")).isEmpty();
    for (var leaf : leaves(new ChartReadme(chart).defaults(), List.of())) {
      assertThat(property(schema, leaf).isMissingNode())
          .as("%s", leaf)
          .satisfiesAnyOf(
              missing -> assertThat(missing).isFalse(),
              missing -> assertThat(leaf).containsAnyOf("resources", "labels"));
    }
  }

  private static JsonNode property(JsonNode schema, List<String> path) {
    var part = schema;
    for (var name : path) {
      part = part.path("properties").path(name);
      part = part.has("$ref") ? schema.at(part.get("$ref").asText().substring(1)) : part;
    }
    return part;
  }

  private static List<String> objectsThatAreOpen(JsonNode schema, String path) {
    var open = new ArrayList<String>();
    if (schema.has("properties")
        && schema.path("type").asText().equals("object")
        && !schema.path("additionalProperties").isBoolean()
        && !path.endsWith("/volumes/items")) {
      open.add(path);
    }
    for (var field : schema.properties()) {
      open.addAll(objectsThatAreOpen(field.getValue(), path + "/" + field.getKey()));
    }
    return open;
  }
}
