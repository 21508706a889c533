package dev.nodecert.testenv;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The checkout of the project.
 *
 * @param root its top-level folder
 */
public record Project(Path root) {

  private static final Path PROVIDE = Path.of("testenv", "provide");

  /**
   * Finds the project from the system property {@code nodecert.root}, else upwards from the working
   * directory.
   *
   * @throws IllegalStateException when neither leads to the project
   */
  public static Project find() {
    var property = System.getProperty("nodecert.root");
    var start = Path.of(property == null ? "" : property).toAbsolutePath().normalize();
    return Stream.iterate(start, folder -> folder != null, Path::getParent)
        .filter(folder -> Files.isExecutable(folder.resolve(PROVIDE)))
        .findFirst()
        .map(Project::new)
        .orElseThrow(() ->
            new IllegalStateException(
                "There is no %s in %s or above it; start in the project's folder or set -Dnodecert.root"
                    .formatted(PROVIDE, start)));
  }

  /** The script that brings the servers to this machine. */
  Path provide() {
    return root.resolve(PROVIDE);
  }

  /** The folder of the project's custom resource definitions; it may be absent. */
  public Path crds() {
    return root.resolve("crds");
  }
}
