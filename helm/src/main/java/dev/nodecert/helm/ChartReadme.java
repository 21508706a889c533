package dev.nodecert.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chart's README: its head from {@code README.md.head}, then a table of the values as the
 * comments of {@code values.yaml} explain them, each in one line that begins with {@code # --}.
 */
final class ChartReadme {

  static final String FILE = "README.md";
  private static final Pattern COMMENT = Pattern.compile("( *)# -- (.+)");
  private static final Pattern KEY = Pattern.compile("( *)([A-Za-z0-9]+):.*");
  private static final int INDENT = 2;
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Chart chart;

  ChartReadme(Chart chart) {
    this.chart = chart;
  }

  /** A value that users may set. */
  record Value(List<String> path, String fallback, String text) {
    private String row() {
      return "| `%s` | `%s` | %s |"
          .formatted(String.join(".", path), fallback, text.replace("|", "\\|"));
    }
  }

  String generate() {
    var rows = values().stream().map(Value::row).toList();
    return chart.text("README.md.head")
        + "\n| Value | Default | |\n|---|---|---|\n"
        + String.join("\n", rows)
        + "\n";
  }

  List<Value> values() {
    var defaults = defaults();
    var found = new ArrayList<Value>();
    var path = new ArrayList<String>();
    var comment = "";
    for (var line : chart.text("values.yaml").lines().toList()) {
      var explained = COMMENT.matcher(line);
      var key = KEY.matcher(line);
      if (explained.matches()) {
        comment = explained.group(2);
      } else if (key.matches()) {
        enter(path, key);
        if (!comment.isEmpty()) {
          found.add(new Value(List.copyOf(path), fallback(defaults, path), comment));
          comment = "";
        }
      }
    }
    return List.copyOf(found);
  }

  private static void enter(List<String> path, Matcher key) {
    int depth = key.group(1).length() / INDENT;
    path.subList(Math.min(depth, path.size()), path.size()).clear();
    path.add(key.group(2));
  }

  private static String fallback(JsonNode defaults, List<String> path) {
    try {
      return JSON.writeValueAsString(defaults.at("/" + String.join("/", path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode defaults() {
    try {
      return YAML.readTree(chart.text("values.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
