package dev.nodecert.demo;

import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.NginxProxy;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleConfig;
import dev.nodecert.testenv.Ports;
import java.nio.file.Path;

/** All that runs before there is any wish for a certificate. */
record Scenery(
    RunFolder folder,
    Executables executables,
    Cluster cluster,
    Pebble pebble,
    OperatorProcess operator,
    NginxProxy nginx) {

  /** The node's domain, as {@code examples/quickstart/} has it. */
  static final String DOMAIN = "pve1.example.com";

  /** The namespace of the node's proxy, as {@code examples/quickstart/} has it. */
  static final String NAMESPACE = "proxy";

  /**
   * Brings it up.
   *
   * @param stage takes it down
   * @param root of the project
   */
  static Scenery raise(Stage stage, Terminal terminal, Path root) throws Exception {
    var jar = OperatorProcess.jar(root);
    var folder = stage.add(RunFolder.in(root.resolve("demo/target")));
    var executables = executables(terminal, root, folder);
    var ports = stage.add(new Ports());

    var cluster =
        stage.add(
            terminal.step(
                "Kubernetes: API server, etcd, controllers, and NodeCert's CRDs", Cluster::start));
    terminal.note(cluster.client().getMasterUrl().toString());

    var pebble =
        stage.add(
            terminal.step(
                "Pebble, an ACME CA for tests", () -> Pebble.start(PebbleConfig.standard())));
    terminal.note(pebble.directory().toString());

    var operator =
        stage.add(
            terminal.step(
                "The operator, a process of its own in namespace " + OperatorProcess.NAMESPACE,
                () -> {
                  cluster.kubectl("create", "namespace", OperatorProcess.NAMESPACE);
                  return OperatorProcess.start(jar, cluster.kubeconfig(), folder.path(), ports);
                }));
    terminal.note("java -jar %s".formatted(root.relativize(jar)));

    var nginx =
        stage.add(
            terminal.step(
                "nginx, the proxy of node pve1, which forwards challenges to the operator",
                () -> NginxProxy.start(pebble.httpPort(), NAMESPACE, operator.solver())));
    pebble.dns().addAddress(DOMAIN, nginx.address());
    terminal.note(
        "%s is %s in the DNS that the CA asks; port %d stands for 80"
            .formatted(DOMAIN, nginx.address().getHostAddress(), pebble.httpPort()));
    return new Scenery(folder, executables, cluster, pebble, operator, nginx);
  }

  /** It shows its own progress, when there is any. */
  private static Executables executables(Terminal terminal, Path root, RunFolder folder)
      throws Exception {
    var stopwatch = Stopwatch.start();
    var executables = Executables.provide(root, folder);
    terminal.event(stopwatch.elapsed(), "Real servers, built from source or unpacked once");
    return executables;
  }
}
