package dev.nodecert.demo;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The programs that {@code testenv/provide} brings to this machine.
 *
 * @param paths by the name that it prints
 */
record Executables(Map<String, String> paths) {

  Executables {
    paths = Map.copyOf(paths);
  }

  /**
   * Brings them, and shows what it does when that takes time.
   *
   * @param root of the project
   */
  static Executables provide(Path root, RunFolder folder) throws IOException, InterruptedException {
    var answer = folder.path().resolve("executables");
    var process =
        new ProcessBuilder(root.resolve("testenv/provide").toString())
            .redirectOutput(answer.toFile())
            .redirectError(Redirect.INHERIT)
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new DemoFailure("The servers could not be had: see above.");
      }
    } finally {
      process.destroy();
    }
    return parse(Files.readAllLines(answer));
  }

  static Executables parse(List<String> lines) {
    return new Executables(
        lines.stream()
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
  }

  /** Where kubectl is. */
  Path kubectl() {
    var path = paths.get("kubectl");
    if (path == null) {
      throw new DemoFailure("testenv/provide did not say where kubectl is.");
    }
    return Path.of(path);
  }

  /** Whether the user has a program. */
  static boolean isOnPath(String name) {
    var folders = System.getenv().getOrDefault("PATH", "").split(":");
    return Stream.of(folders).anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }
}
