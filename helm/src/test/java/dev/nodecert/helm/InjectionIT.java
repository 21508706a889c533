package dev.nodecert.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nodecert.testenv.ChartTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No value of the chart node-proxy gets more into nginx's configuration, or another object, than a
 * value: each payload is put behind a good value at every place at once, and Helm has to refuse all
 * of them.
 */
class InjectionIT {

  private static final Chart CHART = Chart.named("node-proxy");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path home = Path.of("set by JUnit");
  private static ChartTools tools;
  private static JsonNode schema;

  @TempDir private Path folder = Path.of("set by JUnit");

  @BeforeAll
  static void start() throws IOException {
    tools = ChartTools.provide(home);
    schema = JSON.readTree(CHART.text("values.schema.json"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ";",
        "; return 200",
        "; }",
        "}",
        "{",
        "; } server { listen 9999; }",
        "; include /etc/passwd;",
        "; access_log /tmp/x;",
        "; auth_basic off;",
        "; auth_request off;",
        "; allow all;",
        "; satisfy any;",
        "; proxy_pass http://203.0.113.1;",
        "; load_module /tmp/x.so;",
        "\n",
        "\r",
        "\r\n",
        "\nauth_basic off;",
        "\n\n}\nserver {",
        "\u0000",
        "\u0000;",
        "\u0085",
        "\u2028",
        "\t",
        " ",
        " default_server",
        " all",
        "\"",
        "'",
        "\"; return 200; \"",
        "\\",
        "\\;",
        "$host",
        "${host}",
        "$http_x",
        "#",
        "# comment",
        "{{ .Release }}",
        "%0a",
        "\n---\nkind: Pod",
        "ü"
      })
  void aPayloadIsRefusedEverywhere(String payload) throws Exception {
    var spoilt =
        new ValuesFromSchema(schema, leaf -> TextNode.valueOf(example(leaf).asText() + payload));

    assertThat(spoilt.paths()).hasSizeGreaterThan(80);
    assertThatIllegalStateException()
        .isThrownBy(() -> render(spoilt.values()))
        .satisfies(refusal ->
            assertThat(spoilt.paths())
                .allSatisfy(path -> assertThat(refusal).hasMessageContaining("at '%s'", path)));
  }

  /** Else what is refused above might be the good value. */
  @Test
  void theValuesWithoutPayloadAreTaken() throws Exception {
    var good = new ValuesFromSchema(schema, InjectionIT::example);

    assertThat(render(good.values())).contains("auth_basic_user_file", "ssl_client_certificate");
  }

  /** Of a kind that allows no contradiction between values. */
  private static JsonNode example(JsonNode leaf) {
    if (leaf.has("enum")) {
      return leaf.get("enum").get(leaf.get("enum").size() - 1);
    }
    return switch (leaf.path("type").asText()) {
      case "boolean" -> JSON.getNodeFactory().booleanNode(false);
      case "integer" -> leaf.get("maximum");
      default -> leaf.path("examples").path(0);
    };
  }

  private String render(JsonNode values) throws IOException {
    var file = folder.resolve("values.json");
    Files.write(file, JSON.writeValueAsBytes(values));
    return CHART.render(tools, List.of("--values=" + file));
  }
}
