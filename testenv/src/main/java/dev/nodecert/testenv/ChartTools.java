package dev.nodecert.testenv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The programs that work on Helm charts. */
public final class ChartTools {

  private final Servers servers;
  private final Path home;

  private ChartTools(Servers servers, Path home) {
    this.servers = servers;
    this.home = home;
  }

  /**
   * Builds them, unless they are in the user's cache: the first time this takes minutes.
   *
   * @param home an empty folder, for what they keep
   */
  public static ChartTools provide(Path home) {
    return new ChartTools(Servers.provide("helm", "helm-unittest", "kubeconform"), home);
  }

  /**
   * Runs Helm.
   *
   * @return what it printed
   * @throws IllegalStateException with its error output, when it fails
   */
  public String helm(String... arguments) {
    return run("helm", Map.of(), arguments);
  }

  /** Runs Helm against a cluster, with every right. */
  public String helm(Cluster cluster, String... arguments) {
    return run("helm", Map.of("KUBECONFIG", cluster.kubeconfig().toString()), arguments);
  }

  /** Runs the unit tests of a chart: what is rendered from which values. */
  public String unittest(Path chart) {
    return run("helm-unittest", Map.of(), "--strict", chart.toString());
  }

  /** Holds a file with objects to schemas. */
  public String kubeconform(String... arguments) {
    return run("kubeconform", Map.of(), arguments);
  }

  private String run(String tool, Map<String, String> environment, String... arguments) {
    var command = new ArrayList<String>();
    command.add(servers.path(tool).toString());
    command.addAll(List.of(arguments));
    var all = new HashMap<>(environment);
    Stream.of("HOME", "HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME")
        .forEach(name -> all.put(name, home.toString()));
    return new Tool(command, all).run();
  }
}
