package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.File;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@TestEnvironment
class LocalClusterIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final Cluster cluster;
  private final KubernetesClient client;
  private final TestNamespace namespace;

  LocalClusterIT(Cluster cluster, KubernetesClient client, TestNamespace namespace) {
    this.cluster = cluster;
    this.client = client;
    this.namespace = namespace;
  }

  private ConfigMapBuilder configMap(String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(namespace.name())
        .withName(name)
        .endMetadata();
  }

  private ConfigMap read(ConfigMap configMap) {
    return client.resource(configMap).get();
  }

  @Test
  void keepsObjects() {
    var created = client.resource(configMap("one").addToData("key", "value").build()).create();

    assertThat(read(created).getData()).isEqualTo(Map.of("key", "value"));
  }

  @Test
  void deletesWhatADeletedObjectOwned() {
    var owner = client.resource(configMap("owner").build()).create();
    var owned =
        configMap("owned")
            .editMetadata()
            .addNewOwnerReference()
            .withApiVersion("v1")
            .withKind("ConfigMap")
            .withName("owner")
            .withUid(owner.getMetadata().getUid())
            .endOwnerReference()
            .endMetadata()
            .build();
    client.resource(owned).create();

    client.resource(owner).delete();

    await().atMost(SOON).until(() -> read(owned) == null);
  }

  @Test
  void deletesANamespaceWithAllThatIsInIt() {
    client.resource(configMap("one").build()).create();

    namespace.close();

    var left = client.namespaces().withName(namespace.name());
    await().atMost(SOON).until(() -> left.get() == null);
  }

  @Test
  void givesNamespacesAServiceAccount() {
    var account = client.serviceAccounts().inNamespace(namespace.name()).withName("default");

    await().atMost(SOON).until(() -> account.get() != null);
  }

  @Test
  void knowsTheKindsOfTheProject() {
    var files =
        Project.find().crds().toFile().listFiles((File it) -> it.getName().endsWith(".yaml"));

    assertThat(client.apiextensions().v1().customResourceDefinitions().list().getItems())
        .hasSize(files == null ? 0 : files.length);
  }

  @Test
  void recordsEveryRequest() {
    var mark = cluster.audit().mark();
    var one = client.resource(configMap("one").build()).create();
    client.resource(one).edit(it -> new ConfigMapBuilder(it).addToData("key", "value").build());
    client.resource(one).delete();

    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(writes(mark).list())
                .extracting(AuditRecord::verb)
                .containsExactly("create", "patch", "delete"));
    assertThat(writes(mark).list())
        .allMatch(it -> it.name().equals("one") && it.user().equals("admin"));
  }

  private AuditRecords writes(long mark) {
    return cluster
        .audit()
        .since(mark)
        .inNamespace(namespace.name())
        .writes()
        .where(it -> it.user().equals("admin")); // The controller manager makes a ConfigMap too.
  }

  @Test
  void runsKubectlOfTheSameVersion() {
    assertThat(cluster.kubectl("get", "namespace", namespace.name(), "-o", "name"))
        .isEqualTo("namespace/%s\n".formatted(namespace.name()));
    assertThat(cluster.kubectl("version"))
        .contains("Client Version: v1.37.2", "Server Version: v1.37.2");
  }

  @Test
  void tellsWhatKubectlComplainsOf() {
    assertThatIllegalStateException()
        .isThrownBy(() -> cluster.kubectl("get", "unicorns"))
        .withMessageContaining("the server doesn't have a resource type \"unicorns\"");
  }
}
