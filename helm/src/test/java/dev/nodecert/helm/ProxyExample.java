package dev.nodecert.helm;

import dev.nodecert.helm.Chart.Variant;
import dev.nodecert.testenv.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * A way to use the chart node-proxy, as {@code examples/} shows it.
 *
 * @param values of Helm
 */
record ProxyExample(Path values) {

  private static final Path FOLDER = Project.find().root().resolve("examples");

  /** In the order of their names. */
  static List<ProxyExample> all() {
    return files(FOLDER, ProxyExample::hasValues).stream().map(ProxyExample::new).toList();
  }

  private static boolean hasValues(Path file) {
    return file.getFileName().toString().matches("values.*\\.yaml");
  }

  private static List<Path> files(Path folder, Predicate<Path> filter) {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(filter)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Variant variant() {
    return new Variant(toString(), List.of("--values=" + values));
  }

  /**
   * What its README applies beside the chart: the account that orders, and what is in its folder.
   */
  List<Path> objects() {
    var own = files(values.resolveSibling(""), file -> !hasValues(file));
    return own.isEmpty() ? List.of(FOLDER.resolve("quickstart/account.yaml")) : own;
  }

  @Override
  public String toString() {
    return FOLDER.relativize(values).toString();
  }
}
