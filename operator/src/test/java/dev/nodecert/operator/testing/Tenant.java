package dev.nodecert.operator.testing;

import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Someone who has no right in a namespace but those that a Role gives him. */
public final class Tenant implements AutoCloseable {

  private final TestNamespace namespace;
  private final String user;
  private final KubernetesClient client;

  private Tenant(TestNamespace namespace, String user, KubernetesClient client) {
    this.namespace = namespace;
    this.user = user;
    this.client = client;
  }

  /** Someone without any right yet. */
  public static Tenant of(TestNamespace namespace) {
    var user = "tenant-" + namespace.name();
    var config =
        new ConfigBuilder(namespace.client().getConfiguration())
            .withImpersonateUsername(user)
            .build();
    return new Tenant(namespace, user, new KubernetesClientBuilder().withConfig(config).build());
  }

  /** Adds a Role with one rule. */
  public void allow(String apiGroup, String resource, String... verbs) {
    var name = "may-%s-%s".formatted(String.join("-", verbs), resource);
    var rule =
        new PolicyRuleBuilder()
            .withApiGroups(apiGroup)
            .withResources(resource)
            .withVerbs(verbs)
            .build();
    namespace
        .client()
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withNamespace(namespace.name())
                .withName(name)
                .endMetadata()
                .withRules(rule)
                .build())
        .create();
    namespace
        .client()
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withNamespace(namespace.name())
                .withName(name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                .build())
        .create();
  }

  /** With his rights. */
  public KubernetesClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
  }
}
