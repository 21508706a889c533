package dev.nodecert.demo;

import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.NginxProxy;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleConfig;
import dev.nodecert.testenv.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Brings up the {@link Scenery}, piece by piece, and tells of it.
 *
 * @param stage where it is put, to be taken down
 * @param root of the project
 */
record Stagehand(Stage stage, Terminal terminal, Path root) {

  Scenery setUp() throws Exception {
    var jar = OperatorProcess.jar(root);
    var folder = stage.add(RunFolder.in(root.resolve("demo/target")));
    var executables = executables(folder);
    var cluster = cluster();
    var pebble = pebble();
    var operator = operator(jar, cluster, folder);
    return new Scenery(folder, executables, cluster, pebble, operator, nginx(pebble, operator));
  }

  /** They show their own progress, when there is any. */
  private Executables executables(RunFolder folder) throws Exception {
    var stopwatch = Stopwatch.start();
    var executables = Executables.provide(root, folder);
    terminal.event(stopwatch.elapsed(), "The servers are on this machine");
    return executables;
  }

  private Cluster cluster() throws Exception {
    var text = "Kubernetes: API server, etcd, controllers, and NodeCert's CRDs";
    var cluster = stage.add(terminal.step(text, Cluster::startPreferred));
    terminal.note(cluster.client().getMasterUrl().toString());
    return cluster;
  }

  private Pebble pebble() throws Exception {
    // Of several profiles, Pebble would choose one by chance.
    var config = PebbleConfig.builder().profiles(Map.of("default", Duration.ofDays(90))).build();
    var pebble =
        stage.add(terminal.step("Pebble, an ACME CA for tests", () -> Pebble.start(config)));
    terminal.note(pebble.directory().toString());
    return pebble;
  }

  private OperatorProcess operator(Path jar, Cluster cluster, RunFolder folder) throws Exception {
    var ports = stage.add(new Ports());
    var operator =
        terminal.step(
            "The operator, a process of its own in namespace " + OperatorProcess.NAMESPACE,
            () -> {
              cluster.kubectl("create", "namespace", OperatorProcess.NAMESPACE);
              return started(
                  OperatorProcess.start(jar, cluster.kubeconfig(), folder.path(), ports));
            });
    terminal.note("java @operator/jvm.options -jar " + root.relativize(jar));
    return operator;
  }

  /** On the stage before it is ready, so that nobody has to wait for that in order to end it. */
  private OperatorProcess started(OperatorProcess operator) throws InterruptedException {
    stage.add(operator).awaitReady();
    return operator;
  }

  private NginxProxy nginx(Pebble pebble, OperatorProcess operator) throws Exception {
    var port = pebble.httpPort();
    var nginx =
        stage.add(
            terminal.step(
                "nginx, the proxy of node pve1, which forwards challenges to the operator",
                () -> NginxProxy.start(port, Scenery.NAMESPACE, operator.solver())));
    pebble.dns().addAddress(Scenery.DOMAIN, nginx.address());
    terminal.note(
        "%s is %s in the DNS that the CA asks; port %d stands for 80"
            .formatted(Scenery.DOMAIN, nginx.address().getHostAddress(), port));
    return nginx;
  }
}
