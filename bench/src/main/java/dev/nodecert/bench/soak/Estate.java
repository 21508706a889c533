package dev.nodecert.bench.soak;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.bench.lab.Lab;
import dev.nodecert.bench.lab.ReadyCondition;
import dev.nodecert.testenv.Bind;
import dev.nodecert.testenv.NodeProxy;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** What users have applied: an account, a plugin, and certificates by http-01 and by dns-01. */
final class Estate implements AutoCloseable {

  private static final String NAMESPACE = "soak";

  /** One in so many is proven by dns-01. */
  private static final int DNS_EVERY = 4;

  /**
   * In percent, how much of the lifetime is left at a renewal: time enough for a second try. The CA
   * is not asked, for Pebble's window is of two days.
   */
  private static final int LEAST_LEFT = 50;

  private static final int MOST_LEFT = 65;

  private final KubernetesClient client;
  private final Bind bind;
  private final String zone;
  private final NodeProxy node;
  private final int size;

  Estate(Lab lab, Bind bind, int size) {
    this.client = lab.cluster().client();
    this.bind = bind;
    this.zone = bind.newZone("example.com");
    this.node = NodeProxy.start(lab.pebble().httpPort(), NAMESPACE, lab.solver());
    this.size = size;
  }

  /**
   * Applies all of it.
   *
   * @param trust the CA's own certificate, PEM
   */
  void apply(URI directory, String trust) {
    apply(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build());
    apply(
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace(Lab.OPERATOR_NAMESPACE)
            .withName("soak")
            .endMetadata()
            .addToData("ca.crt", trust)
            .build());
    applyAll(account(directory) + plugin());
    IntStream.range(0, size).filter(number -> !isByDns(number)).forEach(this::serve);
    IntStream.range(0, size).forEach(number -> applyAll(certificate(number)));
  }

  private void serve(int number) {
    bind.addAddress(domain(number), node.address());
  }

  private void apply(HasMetadata object) {
    client.resource(object).fieldManager("soak").serverSideApply();
  }

  private void applyAll(String manifests) {
    var bytes = manifests.getBytes(StandardCharsets.UTF_8);
    client.load(new ByteArrayInputStream(bytes)).items().forEach(this::apply);
  }

  private static String account(URI directory) {
    return """
    apiVersion: nodecert.dev/v1alpha1
    kind: AcmeAccount
    metadata: {name: soak}
    spec:
      directory: %s
      termsOfService: {agreed: true}
      caBundle:
        configMapRef: {name: soak, key: ca.crt}
      allow:
      - namespaces: [%s]
    ---
    """
        .formatted(directory, NAMESPACE);
  }

  private String plugin() {
    return """
    apiVersion: v1
    kind: Secret
    metadata:
      namespace: %s
      name: soak
      labels: {nodecert.dev/allow-read: "true"}
    stringData: {tsig: "%s"}
    ---
    apiVersion: nodecert.dev/v1alpha1
    kind: AcmePlugin
    metadata: {name: soak}
    spec:
      type: RFC2136
      rfc2136:
        server: %s
        port: %d
        tsig: {name: %s, secretRef: {name: soak, key: tsig}}
      propagation: {nameServers: ["%s"]}
      allow:
      - namespaces: [%s]
    """
        .formatted(
            Lab.OPERATOR_NAMESPACE,
            bind.tsigKey().secret(),
            bind.address().getHostAddress(),
            bind.port(),
            bind.tsigKey().name(),
            bind.nameServer(),
            NAMESPACE);
  }

  private String certificate(int number) {
    return """
    apiVersion: nodecert.dev/v1alpha1
    kind: NodeCertificate
    metadata: {name: %s, namespace: %s}
    spec:
      source: ACME
      acme:
        accountRef: {name: soak}
        domains:
        - domain: %s
    %s
      renewal: %s
    """
        .formatted(
            name(number),
            NAMESPACE,
            domain(number),
            isByDns(number) ? "      pluginRef: {name: soak}" : "",
            renewal(number));
  }

  private static String renewal(int number) {
    var left = LEAST_LEFT + number % (MOST_LEFT - LEAST_LEFT + 1);
    return "{renewalInfo: false, beforePercentage: %d}".formatted(left);
  }

  private static boolean isByDns(int number) {
    return number % DNS_EVERY == 0;
  }

  private static String name(int number) {
    return "node" + number;
  }

  private String domain(int number) {
    return "%s.%s".formatted(name(number), zone);
  }

  /** Puts every renewal off to the very end of the lifetime. */
  void putRenewalsOff() {
    client
        .resources(NodeCertificate.class)
        .inNamespace(NAMESPACE)
        .resources()
        .forEach(it ->
            it.patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"spec\": {\"renewal\": {\"renewalInfo\": false, \"beforePercentage\": 1}}}"));
  }

  /** The certificates as the API server has them. */
  List<NodeCertificate> certificates() {
    return client.resources(NodeCertificate.class).inNamespace(NAMESPACE).list().getItems();
  }

  /** All Secrets beside them. */
  List<Secret> secrets() {
    return client.secrets().inNamespace(NAMESPACE).list().getItems();
  }

  /** The TXT records that are left of challenges. */
  List<String> texts() {
    return IntStream.range(0, size)
        .filter(Estate::isByDns)
        .mapToObj(number -> "_acme-challenge." + domain(number))
        .filter(name -> !bind.texts(name).isEmpty())
        .toList();
  }

  /** How many certificates are ready. */
  long ready() {
    return certificates().stream().filter(Estate::isReady).count();
  }

  /** The certificates that are not ready, or at work. */
  List<String> busy() {
    return certificates().stream()
        .filter(it ->
            !isReady(it)
                || it.getStatus().issuance() != null
                || !it.getStatus().records().isEmpty())
        .map(it -> it.getMetadata().getName())
        .toList();
  }

  private static boolean isReady(NodeCertificate certificate) {
    var status = certificate.getStatus();
    return status != null && ReadyCondition.holds(status.conditions());
  }

  int size() {
    return size;
  }

  @Override
  public void close() {
    node.close();
  }
}
