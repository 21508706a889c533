package dev.nodecert.operator.testing;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.ChallengeRecord;
import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.NodeCertificateStatus;
import dev.nodecert.testenv.NodeProxy;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What a user sets up in a namespace, and what comes of it. Fixtures are YAML as a user writes it;
 * only the CA's directory and the account's name, which is cluster-wide, are this run's own.
 */
public final class Scenario implements AutoCloseable {

  /** Shorter than the pause after a first failure, which would otherwise go unseen. */
  private static final Duration PATIENCE = Duration.ofSeconds(50);

  private static final Set<String> CLUSTER_SCOPED = Set.of("AcmeAccount", "AcmePlugin");
  private static final String DIRECTORY_IN_FIXTURES = "https://ca.example.com/directory";
  private static final String ACCOUNT_IN_FIXTURES = "the-account";

  private final KubernetesClient client;
  private final Pebble pebble;
  private final TestNamespace namespace;
  private final URI solver;
  private final String account;
  private final NodeProxy proxy;

  /** A scenario in which nothing is yet but the node's proxy and the CA's root. */
  public Scenario(
      KubernetesClient client, RunningOperator operator, Pebble pebble, TestNamespace namespace) {
    this(client, operator.solver(), pebble, namespace);
  }

  /** A scenario whose proxy forwards challenges to the given solver. */
  public Scenario(KubernetesClient client, URI solver, Pebble pebble, TestNamespace namespace) {
    this(client, solver, pebble, namespace, namespace.name());
  }

  private Scenario(
      KubernetesClient client, URI solver, Pebble pebble, TestNamespace namespace, String account) {
    this.client = client;
    this.solver = solver;
    this.pebble = pebble;
    this.namespace = namespace;
    this.account = account;
    this.proxy = NodeProxy.start(pebble.httpPort(), namespace.name(), solver);
    trustTheCA();
  }

  private void trustTheCA() {
    trust(pebble.httpsCaPem());
  }

  /** Lets the account trust another server than the CA's own. */
  public Scenario trust(String certificatePem) {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(RunningOperator.NAMESPACE)
                .withName(account)
                .endMetadata()
                .addToData("ca.crt", certificatePem)
                .build())
        .serverSideApply();
    return this;
  }

  /** The same account's other customer, with a proxy of its own. */
  public Scenario in(TestNamespace other) {
    return new Scenario(client, solver, pebble, other, account);
  }

  /** The account's name: that of a namespace, so that no other test has it. */
  public String account() {
    return account;
  }

  /** The scenario's namespace. */
  public String namespace() {
    return namespace.name();
  }

  /** Lets domains resolve to the node's proxy. */
  public Scenario serve(String... domains) {
    for (var domain : domains) {
      resolve(domain, proxy.address());
    }
    return this;
  }

  /** Lets a domain resolve to a gate before the node's proxy, which is shut. */
  public Gate gate(String domain) {
    var gate = Gate.before(proxy.address(), pebble.httpPort());
    resolve(domain, gate.address());
    return gate;
  }

  /** Lets a domain resolve to another proxy than the scenario's own. */
  public Scenario resolve(String domain, InetAddress address) {
    pebble.dns().clearAddresses(domain);
    pebble.dns().addAddress(domain, address);
    return this;
  }

  /** Applies the objects of a fixture. */
  public Scenario apply(String fixture) {
    return apply(fixture, UnaryOperator.identity());
  }

  /** Applies the objects of a fixture after something was done to its text. */
  public Scenario apply(String fixture, UnaryOperator<String> edit) {
    var bytes = edit.apply(text(fixture)).getBytes(StandardCharsets.UTF_8);
    client.load(new ByteArrayInputStream(bytes)).items().forEach(this::apply);
    return this;
  }

  private void apply(HasMetadata object) {
    if (!CLUSTER_SCOPED.contains(object.getKind()) && object.getMetadata().getNamespace() == null) {
      object.getMetadata().setNamespace(namespace.name());
    }
    client.resource(object).fieldManager("test").forceConflicts().serverSideApply();
  }

  private String text(String fixture) {
    try (var stream = Scenario.class.getResourceAsStream("/fixtures/" + fixture)) {
      return new String(
              Objects.requireNonNull(stream, fixture).readAllBytes(), StandardCharsets.UTF_8)
          .replace(DIRECTORY_IN_FIXTURES, pebble.directory().toString())
          .replace(ACCOUNT_IN_FIXTURES, account());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the account is as described. */
  public AcmeAccount awaitAccount(Predicate<AcmeAccount> description) {
    return await(() -> client.resources(AcmeAccount.class).withName(account()).get(), description);
  }

  /** A certificate of the scenario's namespace as it stands now. */
  public Optional<NodeCertificate> certificate(String name) {
    return Optional.ofNullable(
        client.resources(NodeCertificate.class).inNamespace(namespace.name()).withName(name).get());
  }

  /** Waits until a certificate is as described. */
  public NodeCertificate awaitCertificate(String name, Predicate<NodeCertificate> description) {
    return await(
        () ->
            client
                .resources(NodeCertificate.class)
                .inNamespace(namespace.name())
                .withName(name)
                .get(),
        description);
  }

  private static <T extends CustomResource<?, ?>> T await(
      Supplier<T> object, Predicate<T> description) {
    try {
      return Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(object::get, seen -> seen != null && description.test(seen));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("It never was as described; its last status: " + status(object), e);
    }
  }

  private static Object status(Supplier<? extends CustomResource<?, ?>> object) {
    return Optional.ofNullable(object.get()).<Object>map(CustomResource::getStatus).orElse("none");
  }

  /** A Secret of the scenario's namespace. */
  public Optional<Secret> secret(String name) {
    return Optional.ofNullable(client.secrets().inNamespace(namespace.name()).withName(name).get());
  }

  /** Changes a Secret of the scenario's namespace as a user would by {@code kubectl edit}. */
  public void editSecret(String name, Consumer<Secret> edit) {
    client
        .secrets()
        .inNamespace(namespace.name())
        .withName(name)
        .edit(present -> {
          var edited = new SecretBuilder(present).build();
          edit.accept(edited);
          return edited;
        });
  }

  /** Deletes a Secret of the scenario's namespace. */
  public void deleteSecret(String name) {
    client.secrets().inNamespace(namespace.name()).withName(name).delete();
  }

  /** Writes a running order into a certificate's status, as whoever may could. */
  public void writeIssuance(String name, Issuance issuance) {
    var certificate =
        client
            .resources(NodeCertificate.class)
            .inNamespace(namespace.name())
            .withName(name)
            .require();
    var status = certificate.getStatus();
    certificate.setStatus(
        new NodeCertificateStatus(
            status.observedGeneration(),
            status.certificate(),
            issuance,
            status.records(),
            status.renewal(),
            status.failure(),
            status.history(),
            status.operations(),
            status.conditions()));
    client.resource(certificate).updateStatus();
  }

  /** Writes records into a certificate's status, as whoever may could. */
  public void writeRecords(String name, List<ChallengeRecord> records) {
    var certificate = certificate(name).orElseThrow();
    certificate.setStatus(certificate.getStatus().withRecords(records));
    client.resource(certificate).updateStatus();
  }

  /** Deletes the account. */
  public void deleteAccount() {
    client.resources(AcmeAccount.class).withName(account).delete();
  }

  /** Deletes a NodeCertificate of the scenario's namespace. */
  public void deleteCertificate(String name) {
    client.resources(NodeCertificate.class).inNamespace(namespace.name()).withName(name).delete();
  }

  /** The Events of a reason about the scenario's objects. */
  public List<Event> events(String reason) {
    return events(namespace.name(), reason).toList();
  }

  /** The Events of a reason about the account. */
  public List<Event> accountEvents(String reason) {
    return events("default", reason)
        .filter(event -> account.equals(event.getRegarding().getName()))
        .toList();
  }

  private Stream<Event> events(String namespace, String reason) {
    return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> reason.equals(event.getReason()));
  }

  /** The node's proxy. */
  public NodeProxy proxy() {
    return proxy;
  }

  @Override
  public void close() {
    client.resources(AcmeAccount.class).withName(account()).delete();
    proxy.close();
  }
}
