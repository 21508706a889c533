package dev.nodecert.bench.lab;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A user's namespace with a registered account and the nodes' proxy, to order certificates in. */
public final class Site implements AutoCloseable {

  static final String NAMESPACE = "proxy";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Lab lab;
  private final String namespace;
  private final KubernetesClient client;
  private final Proving proving;
  private final ReadyWatch ready;

  private Site(Lab lab, String namespace, Proving proving) {
    this.lab = lab;
    this.namespace = namespace;
    this.client = lab.cluster().client();
    this.proving = proving;
    this.ready = new ReadyWatch(client, namespace);
  }

  /**
   * Where the time of one certificate went; all of it as the user sees it.
   *
   * @param total from the start of {@code kubectl apply} to ready
   * @param kubectl from the start to the end of {@code kubectl apply}
   * @param operator from the API server's answer to kubectl's write to ready
   */
  public record Timing(Duration total, Duration kubectl, Duration operator) {}

  /** Sets a namespace up whose nodes have a proxy; returns once its account is registered. */
  public static Site open(Lab lab, Operator operator) {
    return open(lab, operator, NAMESPACE);
  }

  /** Sets one of several namespaces up whose nodes have a proxy. */
  public static Site open(Lab lab, Operator operator, String namespace) {
    return open(lab, namespace, new HttpProving(lab.pebble(), namespace, operator));
  }

  /** Sets a namespace up whose names are proven by DNS; returns once its account is registered. */
  public static Site open(Lab lab, DnsProving proving) {
    return open(lab, NAMESPACE, proving);
  }

  private static Site open(Lab lab, String namespace, Proving proving) {
    var site = new Site(lab, namespace, proving);
    site.apply(new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build());
    site.registerAccount();
    site.applyAll(proving.manifests());
    return site;
  }

  private void applyAll(String manifests) {
    if (!manifests.isEmpty()) {
      client
          .load(new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8)))
          .items()
          .forEach(this::apply);
    }
  }

  private void registerAccount() {
    apply(
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace(Lab.OPERATOR_NAMESPACE)
            .withName(proving.name())
            .endMetadata()
            .addToData("ca.crt", proving.ca().httpsCaPem())
            .build());
    apply(client.resource(accountManifest()).item());
    client
        .resources(AcmeAccount.class)
        .withName(proving.name())
        .waitUntilCondition(Site::isRegistered, PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static boolean isRegistered(AcmeAccount account) {
    return account != null
        && account.getStatus() != null
        && ReadyCondition.holds(account.getStatus().conditions());
  }

  private String accountManifest() {
    return """
    apiVersion: nodecert.dev/v1alpha1
    kind: AcmeAccount
    metadata:
      name: %s
    spec:
      directory: %s
      termsOfService: {agreed: true}
      caBundle:
        configMapRef: {name: %s, key: ca.crt}
      allow:
      - namespaces: ["*"]
    """
        .formatted(proving.name(), proving.ca().directory(), proving.name());
  }

  private String certificateManifest(String name) {
    return """
    apiVersion: nodecert.dev/v1alpha1
    kind: NodeCertificate
    metadata:
      name: %s
      namespace: %s
    spec:
      source: ACME
      acme:
        accountRef: {name: %s}
        domains: [%s]
    """
        .formatted(name, namespace, proving.name(), String.join(", ", proving.domains(name)));
  }

  private void apply(HasMetadata object) {
    client.resource(object).fieldManager("bench").serverSideApply();
  }

  /** Orders a certificate by {@code kubectl apply}; returns once it is ready. */
  public Timing order(String name) {
    proving.serve(name);
    var manifest = write(certificateManifest(name));
    var mark = lab.cluster().audit().mark();
    var begin = Instant.now();
    lab.cluster().kubectl("apply", "--filename=" + manifest);
    var applied = Instant.now();
    var end = ready.await(name);
    return new Timing(
        Duration.between(begin, end),
        Duration.between(begin, applied),
        Duration.between(writtenByKubectl(mark), end));
  }

  private Instant writtenByKubectl(long mark) {
    return lab.cluster()
        .audit()
        .since(mark)
        .byUserAgent("kubectl")
        .writes()
        .list()
        .getFirst()
        .completed();
  }

  private static Path write(String manifest) {
    try {
      return Files.writeString(Files.createTempFile("certificate", ".yaml"), manifest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Orders a certificate; returns once its order runs. */
  public void beginToOrder(String name) {
    proving.serve(name);
    apply(client.resource(certificateManifest(name)).item());
    client
        .resources(NodeCertificate.class)
        .inNamespace(namespace)
        .withName(name)
        .waitUntilCondition(Site::isOrdering, PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static boolean isOrdering(NodeCertificate certificate) {
    return certificate != null
        && certificate.getStatus() != null
        && certificate.getStatus().issuance() != null;
  }

  /** The moment at which a certificate was seen to be ready. */
  public Instant awaitReady(String name) {
    return ready.await(name);
  }

  /**
   * Orders certificates all at once; returns once they are ready.
   *
   * @return how long it took from the first apply to the last ready
   */
  public Duration orderAtOnce(List<String> names) {
    names.forEach(proving::serve);
    return new Batch(new ApiRequests(client), ready)
        .apply(
            namespace,
            names.stream().collect(Collectors.toMap(name -> name, this::certificateManifest)));
  }

  /** Names of a number of nodes. */
  public static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(number -> prefix + number).toList();
  }

  @Override
  public void close() {
    ready.close();
    proving.close();
  }
}
