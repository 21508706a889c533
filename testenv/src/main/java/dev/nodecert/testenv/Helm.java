package dev.nodecert.testenv;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Helm, with every right in a cluster.
 *
 * @param program its executable
 * @param kubeconfig of the cluster
 */
public record Helm(Path program, Path kubeconfig) {

  /**
   * Brings it to this machine, unless it is in the user's cache.
   *
   * @throws IllegalStateException with what is missing on this machine
   */
  public static Helm provide(Cluster cluster) {
    return new Helm(Servers.provide("helm").path("helm"), cluster.kubeconfig());
  }

  /**
   * Runs it.
   *
   * @return what it printed
   * @throws IllegalStateException with its error output, when it fails
   */
  public String run(String... arguments) {
    var line = Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList();
    var home = kubeconfig.resolveSibling("helm").toString();
    return new Tool(List.copyOf(line), Map.of("KUBECONFIG", kubeconfig.toString(), "HOME", home))
        .run();
  }
}
