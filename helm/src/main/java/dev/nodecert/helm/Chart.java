package dev.nodecert.helm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.nodecert.testenv.ChartTools;
import dev.nodecert.testenv.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A chart of the project.
 *
 * @param folder its own
 */
record Chart(Path folder) {

  /** What Helm is told where it has no cluster to ask; that of the tests is one of these. */
  private static final String KUBERNETES = "--kube-version=1.37";

  private static final String DESCRIPTION = "Chart.yaml";
  private static final YAMLMapper YAML = new YAMLMapper();

  static Chart named(String name) {
    return new Chart(Project.find().root().resolve("helm").resolve(name));
  }

  String name() {
    return folder.getFileName().toString();
  }

  String text(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Files with values, each of them a way to use the chart, beside that with none; {@code
   * default.yaml} stands for that where a chart makes nothing of none.
   */
  List<Variant> variants() {
    var folder = this.folder.resolve("tests/variants");
    var none = Stream.of(new Variant("default", List.of()));
    try (var files = Files.list(folder)) {
      return Stream.concat(
              Files.exists(folder.resolve("default.yaml")) ? Stream.of() : none,
              files
                  .sorted()
                  .map(file ->
                      new Variant(file.getFileName().toString(), List.of("--values=" + file))))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A way to use a chart.
   *
   * @param flags of Helm
   */
  record Variant(String name, List<String> flags) {
    @Override
    public String toString() {
      return name;
    }
  }

  void lint(ChartTools tools, Variant variant) {
    tools.helm().run(command("lint", List.of(folder.toString(), "--strict"), variant.flags()));
  }

  /** Where the chart is installed: proxies in another namespace than the operator. */
  String namespace() {
    return name().equals("node-proxy") ? "proxy" : "nodecert";
  }

  /** The chart's objects in YAML, for a release {@code nodecert}. */
  String render(ChartTools tools, List<String> flags) {
    return tools
        .helm()
        .run(
            command(
                "template",
                List.of("nodecert", folder.toString(), "--namespace=" + namespace()),
                flags));
  }

  /** The objects of which that is made. */
  List<ObjectNode> objects(ChartTools tools, List<String> flags) {
    try (var documents =
        YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(render(tools, flags))) {
      return documents.readAll().stream().filter(Objects::nonNull).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same chart in another folder, which is made, and of another version. */
  Chart copy(Path to, String version) {
    try (var files = Files.walk(folder)) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(folder.relativize(file).toString()));
      }
      var copy = new Chart(to);
      Files.writeString(
          to.resolve(DESCRIPTION),
          copy.text(DESCRIPTION).replaceFirst("\nversion: .*", "\nversion: " + version));
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] command(String name, List<String> arguments, List<String> flags) {
    var all = new ArrayList<String>();
    all.add(name);
    all.addAll(arguments);
    all.add(KUBERNETES);
    all.addAll(flags);
    return all.toArray(String[]::new);
  }
}
