package dev.nodecert.bench.lab;

import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleConfig;
import dev.nodecert.testenv.Ports;
import dev.nodecert.testenv.Project;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A cluster and a CA that do nothing at random, and whatever is started there; one operator. */
public final class Lab implements AutoCloseable {

  /** The operator's own namespace. */
  public static final String OPERATOR_NAMESPACE = "nodecert";

  private static final String LEASE = "nodecert-operator";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Cluster cluster;
  private final Pebble pebble;
  private final Ports ports;
  private final OperatorCommand operator;

  private Lab(Cluster cluster, Pebble pebble, Ports ports, OperatorCommand operator) {
    this.cluster = cluster;
    this.pebble = pebble;
    this.ports = ports;
    this.operator = operator;
  }

  /**
   * Starts the servers, but no operator.
   *
   * @param name for the folder of its logs
   */
  public static Lab start(Project project, String name) {
    return start(project, name, PebbleConfig.predictable());
  }

  /** Starts the servers with another CA, but no operator. */
  public static Lab start(Project project, String name, PebbleConfig ca) {
    var built = Installation.ofBuild(project.root().resolve("operator"));
    var folder = folder(project.root().resolve(Path.of("bench", "target", "lab", name)));
    var cluster = Cluster.start();
    var ports = new Ports();
    var operator =
        new OperatorCommand(
            built, folder, cluster.kubeconfig(), "bench", ports.next(), ports.next(), List.of());
    cluster
        .client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(OPERATOR_NAMESPACE)
                .endMetadata()
                .build())
        .serverSideApply();
    return new Lab(cluster, Pebble.start(ca), ports, operator);
  }

  private static Path folder(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts the operator; returns once it is ready.
   *
   * @param flags beside its addresses
   */
  public Operator startOperator(String... flags) {
    return Operator.start(operator.with(List.of(flags)));
  }

  /** Starts the operator with another way to the API server; returns once it is ready. */
  public Operator startOperator(Path kubeconfig) {
    return Operator.start(operator.with(kubeconfig));
  }

  /**
   * Starts the operator of an image; returns once it is ready.
   *
   * @param root of the image
   * @param javaOptions beside the image's own
   */
  public Operator startImage(Path root, String... javaOptions) {
    return Operator.start(operator.with(Installation.ofImage(root, List.of(javaOptions))));
  }

  /** Where the operator answers challenges, whenever it runs. */
  public URI solver() {
    return operator.solver();
  }

  /** The folder of its logs. */
  public Path folder() {
    return operator.folder();
  }

  /** Starts another replica of the operator beside the first; returns once it is ready. */
  public Operator startReplica() {
    return Operator.start(
        new OperatorCommand(
            operator.installation(),
            folder(operator.folder().resolve("replica")),
            operator.kubeconfig(),
            "bench-replica",
            ports.next(),
            ports.next(),
            List.of()));
  }

  /** Returns once an operator leads; until then it is ready, but does nothing. */
  public void awaitLeader() {
    cluster
        .client()
        .leases()
        .inNamespace(OPERATOR_NAMESPACE)
        .withName(LEASE)
        .waitUntilCondition(Lab::isHeld, PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static boolean isHeld(Lease lease) {
    return lease != null && !lease.getSpec().getHolderIdentity().isEmpty();
  }

  /** The CA. */
  public Pebble pebble() {
    return pebble;
  }

  /** The cluster. */
  public Cluster cluster() {
    return cluster;
  }

  /** A mark in the API server's audit log. */
  public Writes writesFromNow() {
    return new Writes(cluster.audit(), cluster.audit().mark());
  }

  /** Lets time pass in which something might happen that should not. */
  public void rest(Duration duration) {
    Awaitility.await().pollDelay(duration).timeout(duration.multipliedBy(2)).until(() -> true);
  }

  @Override
  public void close() {
    pebble.close();
    cluster.close();
    ports.close();
  }
}
