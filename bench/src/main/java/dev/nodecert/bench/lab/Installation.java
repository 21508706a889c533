package dev.nodecert.bench.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which operator runs, by which Java.
 *
 * @param options of Java's, before the jar
 */
public record Installation(Path java, List<String> options, Path jar) {

  public Installation {
    options = List.copyOf(options);
    if (!Files.exists(jar)) {
      throw new IllegalStateException("There is no %s; build it first.".formatted(jar));
    }
  }

  /** What Maven built, by this JDK. */
  static Installation ofBuild(Path operator) {
    return new Installation(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        List.of("@" + operator.resolve("jvm.options")),
        operator.resolve(Path.of("target", "nodecert-operator.jar")));
  }

  /** What the image has, from its root folder; more options are as if its own. */
  static Installation ofImage(Path root, List<String> more) {
    var home = root.resolve(Path.of("usr", "lib", "nodecert"));
    var options = new ArrayList<String>();
    options.add("@" + home.resolve("jvm.options"));
    options.add("-XX:AOTCache=" + home.resolve("nodecert-operator.aot"));
    options.addAll(more);
    return new Installation(
        home.resolve(Path.of("runtime", "bin", "java")),
        options,
        home.resolve("nodecert-operator.jar"));
  }
}
