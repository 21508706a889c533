package dev.nodecert.testenv;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Helm.
 *
 * @param program its executable
 * @param home a folder of its own, for what it keeps
 */
public record Helm(Path program, Path home) {

  /**
   * Brings it to this machine, unless it is in the user's cache: the first time this takes minutes.
   *
   * @throws IllegalStateException with what is missing on this machine
   */
  public static Helm provide(Path home) {
    return new Helm(Servers.provide("helm").path("helm"), home);
  }

  /**
   * Runs it.
   *
   * @return what it printed
   * @throws IllegalStateException with its error output, when it fails
   */
  public String run(String... arguments) {
    return run(environment(), arguments);
  }

  /** Runs it against a cluster, with every right. */
  public String run(Cluster cluster, String... arguments) {
    var environment = new HashMap<>(environment());
    environment.put("KUBECONFIG", cluster.kubeconfig().toString());
    return run(environment, arguments);
  }

  private String run(Map<String, String> environment, String... arguments) {
    var line = Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList();
    return new Tool(line, environment).run();
  }

  /** What Helm and the programs around it get: where to keep what they keep. */
  Map<String, String> environment() {
    return Stream.of("HOME", "HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME")
        .collect(Collectors.toMap(name -> name, _ -> home.toString()));
  }
}
