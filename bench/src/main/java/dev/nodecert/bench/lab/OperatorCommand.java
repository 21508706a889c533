package dev.nodecert.bench.lab;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the operator is started: as a user would, with default flags but for where it listens. What
 * {@code OPERATOR_OPTIONS} holds is given to its Java too, for a profile.
 *
 * @param identity as a pod's name, which a container that is started again keeps
 */
record OperatorCommand(
    Installation installation,
    Path folder,
    Path kubeconfig,
    String identity,
    int solverPort,
    int managementPort,
    List<String> flags) {

  OperatorCommand {
    flags = List.copyOf(flags);
  }

  List<String> line() {
    var line = new ArrayList<String>();
    line.add(installation.java().toString());
    line.addAll(installation.options());
    Optional.ofNullable(System.getenv("OPERATOR_OPTIONS"))
        .filter(options -> !options.isBlank())
        .ifPresent(options -> line.addAll(List.of(options.strip().split("\\s+"))));
    line.addAll(
        List.of(
            "-jar",
            installation.jar().toString(),
            "--namespace=" + Lab.OPERATOR_NAMESPACE,
            "--identity=" + identity,
            "--solver-address=127.0.0.1:" + solverPort,
            managementFlag()));
    line.addAll(flags);
    return line;
  }

  /** The same with more flags. */
  OperatorCommand with(List<String> more) {
    return new OperatorCommand(
        installation, folder, kubeconfig, identity, solverPort, managementPort, more);
  }

  /** The same with another way to the API server. */
  OperatorCommand with(Path other) {
    return new OperatorCommand(
        installation, folder, other, identity, solverPort, managementPort, flags);
  }

  /** What no other operator's command line has. */
  String managementFlag() {
    return "--management-address=127.0.0.1:" + managementPort;
  }

  /** The same of another build. */
  OperatorCommand with(Installation other) {
    return new OperatorCommand(
        other, folder, kubeconfig, identity, solverPort, managementPort, flags);
  }

  Map<String, String> environment() {
    return Map.of("KUBECONFIG", kubeconfig.toString());
  }

  URI solver() {
    return URI.create("http://127.0.0.1:" + solverPort);
  }

  URI management() {
    return URI.create("http://127.0.0.1:" + managementPort);
  }
}
