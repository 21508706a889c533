package dev.nodecert.operator.faults;

import dev.nodecert.operator.faults.Validation.Dns01;
import dev.nodecert.operator.faults.Validation.Http01;
import dev.nodecert.operator.testing.OperatorProcess;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.ShippedRights;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.FaultProxy;
import dev.nodecert.testenv.FaultProxy.Upstream;
import dev.nodecert.testenv.Ports;
import dev.nodecert.testenv.TestAuthority;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What all sites have in common: the real servers, and one authority for the proxies before them.
 *
 * @param folder for logs
 */
record FaultLab(
    Cluster cluster,
    Http01 http01,
    Optional<Dns01> dns01,
    Ports ports,
    Path folder,
    TestAuthority authority,
    ShippedRights rights) {

  private static final String TRUST = "fault-proxies";

  /** A laboratory on a cluster that no other operator watches. */
  static FaultLab open(
      Cluster cluster, Http01 http01, Optional<Dns01> dns01, Ports ports, Path folder) {
    var lab =
        new FaultLab(
            cluster,
            http01,
            dns01,
            ports,
            folder,
            TestAuthority.create("test-fault-proxies"),
            ShippedRights.on(cluster));
    cluster
        .client()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(RunningOperator.NAMESPACE)
                .withName(TRUST)
                .endMetadata()
                .addToData("ca.crt", lab.authority().certificatePem())
                .build())
        .create();
    return lab;
  }

  /** How what a course orders is validated. */
  Validation validation(Course course) {
    return course == Course.DNS01 ? dns01.orElseThrow() : http01;
  }

  /** The folder of one process's files. */
  Path folder(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A solver that no fault befalls, for the challenges of every namespace; it does not run yet. */
  OperatorProcess solver() {
    var own = folder("solver");
    return new OperatorProcess(own, rights.solverKubeconfig(own), List.of("--role=solver"), ports);
  }

  FaultProxy proxyBefore(Upstream upstream, Runnable kill) {
    return FaultProxy.start(upstream, authority.issue("127.0.0.1"), kill);
  }

  /** Applies the objects of a fixture, as a user does. */
  void apply(String fixture, Map<String, String> replacements) {
    var yaml = text(fixture);
    for (var replacement : replacements.entrySet()) {
      yaml = yaml.replace(replacement.getKey(), replacement.getValue());
    }
    load(yaml)
        .forEach(
            object -> cluster.client().resource(object).fieldManager("test").serverSideApply());
  }

  private List<HasMetadata> load(String yaml) {
    var bytes = yaml.getBytes(StandardCharsets.UTF_8);
    return cluster.client().load(new ByteArrayInputStream(bytes)).items();
  }

  private static String text(String fixture) {
    try (var stream = FaultLab.class.getResourceAsStream("/fixtures/" + fixture)) {
      return new String(
          Objects.requireNonNull(stream, fixture).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
