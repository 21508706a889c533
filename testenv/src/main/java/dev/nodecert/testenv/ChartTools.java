package dev.nodecert.testenv;

import java.nio.file.Path;
import java.util.stream.Stream;

/** The programs that work on Helm charts. */
public final class ChartTools {

  private final Servers servers;
  private final Helm helm;

  private ChartTools(Servers servers, Helm helm) {
    this.servers = servers;
    this.helm = helm;
  }

  /**
   * Builds them, unless they are in the user's cache: the first time this takes minutes.
   *
   * @param home an empty folder, for what they keep
   */
  public static ChartTools provide(Path home) {
    var servers = Servers.provide("helm", "helm-unittest", "kubeconform");
    return new ChartTools(servers, new Helm(servers.path("helm"), home));
  }

  /** Helm. */
  public Helm helm() {
    return helm;
  }

  /** Runs the unit tests of a chart: what is rendered from which values. */
  public String unittest(Path chart) {
    return run("helm-unittest", "--strict", chart.toString());
  }

  /** Holds a file with objects to schemas. */
  public String kubeconform(String... arguments) {
    return run("kubeconform", arguments);
  }

  private String run(String tool, String... arguments) {
    var line = Stream.concat(Stream.of(servers.path(tool).toString()), Stream.of(arguments));
    return new Tool(line.toList(), helm.environment()).run();
  }
}
