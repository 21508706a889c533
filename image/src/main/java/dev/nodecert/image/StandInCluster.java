package dev.nodecert.image;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Something that speaks as an API server does, over TLS and HTTP/2, keeps what it is given, and
 * checks nothing: the image can be built where no real one can run.
 */
final class StandInCluster implements AutoCloseable {

  private static final String NAMESPACE = "proxy";
  private static final CustomResourceDefinitionContext CERTIFICATES =
      kind("NodeCertificate", "nodecertificates", "Namespaced");

  private final KubernetesMockServer server;
  private final NamespacedKubernetesClient client;
  private final Path kubeconfig;

  private StandInCluster(KubernetesMockServer server, Path kubeconfig) {
    this.server = server;
    this.client = server.createClient();
    this.kubeconfig = kubeconfig;
  }

  /** Starts it; {@code folder} gets the kubeconfig. */
  static StandInCluster start(Path folder) throws IOException {
    var kinds =
        List.of(
            CERTIFICATES,
            kind("AcmeAccount", "acmeaccounts", "Cluster"),
            kind("AcmePlugin", "acmeplugins", "Cluster"));
    var web = new MockWebServer();
    var server =
        new KubernetesMockServer(
            new Context(), web, new HashMap<>(), new ApplyingDispatcher(kinds), true);
    server.init();
    var kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters:
            - name: training
              cluster:
                server: https://localhost:%d
                certificate-authority: %s
            users:
            - name: training
              user: {token: training}
            contexts:
            - name: training
              context: {cluster: training, user: training}
            current-context: training
            """
                .formatted(web.getPort(), web.getSelfSignedCertificate().certificatePath()));
    return new StandInCluster(server, kubeconfig);
  }

  private static CustomResourceDefinitionContext kind(String kind, String plural, String scope) {
    return new CustomResourceDefinitionContext.Builder()
        .withGroup("nodecert.dev")
        .withVersion("v1alpha1")
        .withKind(kind)
        .withPlural(plural)
        .withScope(scope)
        .withStatusSubresource(true)
        .build();
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  /** Makes a NodeCertificate, of the cluster CA for there is no other. */
  void apply(String name) {
    var certificate =
        Serialization.unmarshal(
            """
            apiVersion: nodecert.dev/v1alpha1
            kind: NodeCertificate
            metadata:
              name: %s
              namespace: %s
              generation: 1
              creationTimestamp: "2026-01-01T00:00:00Z"
            spec:
              nodeName: %s
              source: ClusterCA
              clusterCA: {}
            """
                .formatted(name, NAMESPACE, name),
            GenericKubernetesResource.class);
    client
        .genericKubernetesResources(CERTIFICATES)
        .inNamespace(NAMESPACE)
        .resource(certificate)
        .create();
  }

  /** Returns once the operator has issued it. */
  void awaitReady(String name, Duration patience) {
    client
        .genericKubernetesResources(CERTIFICATES)
        .inNamespace(NAMESPACE)
        .withName(name)
        .waitUntilCondition(StandInCluster::isReady, patience.toSeconds(), TimeUnit.SECONDS);
  }

  private static boolean isReady(GenericKubernetesResource certificate) {
    List<?> conditions = certificate == null ? null : certificate.get("status", "conditions");
    return Stream.ofNullable(conditions)
        .flatMap(List::stream)
        .map(String::valueOf)
        .anyMatch(text -> text.contains("type=Ready") && text.contains("status=True"));
  }

  @Override
  public void close() {
    client.close();
    server.destroy();
  }
}
