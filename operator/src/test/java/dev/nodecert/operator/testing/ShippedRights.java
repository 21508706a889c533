package dev.nodecert.operator.testing;

import dev.nodecert.testenv.AuditRecord;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Project;
import io.fabric8.kubernetes.api.model.AuthInfoBuilder;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What operator and solver may do, exactly as it is shipped: their ServiceAccounts, the Roles and
 * the admission policies of {@code deploy/}, which come from the chart.
 */
public final class ShippedRights {

  private static final Path MANIFEST = Path.of("deploy", "nodecert-operator.yaml");

  private static final Set<String> KINDS =
      Set.of(
          "ServiceAccount",
          "ClusterRole",
          "ClusterRoleBinding",
          "Role",
          "RoleBinding",
          "ValidatingAdmissionPolicy",
          "ValidatingAdmissionPolicyBinding");

  private static final String OPERATOR = "nodecert-operator";
  private static final String SOLVER = "nodecert-operator-solver";
  private static final long A_LONG_SUITE = Duration.ofHours(12).toSeconds();

  private final Cluster cluster;

  private ShippedRights(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Applies them to a cluster, where they are not there yet. */
  public static ShippedRights on(Cluster cluster) {
    RunningOperator.ensureNamespace(cluster.client());
    try (var manifest = Files.newInputStream(Project.find().root().resolve(MANIFEST))) {
      cluster.client().load(manifest).items().stream()
          .filter(object -> KINDS.contains(object.getKind()))
          .forEach(object ->
              cluster
                  .client()
                  .resource(object)
                  .fieldManager("test")
                  .forceConflicts()
                  .serverSideApply());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ShippedRights(cluster);
  }

  /**
   * Fails where an operator that looks after all namespaces wanted to do what it has no right to,
   * but for refreshing pods: that right comes with a proxy's chart.
   */
  void assertEnough() {
    var lacking =
        cluster
            .audit()
            .all()
            .byUserAgent(RunningOperator.USER_AGENT)
            .without("pods")
            .where(AuditRecord::isForbidden);
    if (lacking.size() > 0) {
      throw new AssertionError("The chart does not give the operator these rights:\n" + lacking);
    }
  }

  /** How the operator's client is set up. */
  public ConfigBuilder operator() {
    return client(OPERATOR);
  }

  /** How the solver's client is set up. */
  public ConfigBuilder solver() {
    return client(SOLVER);
  }

  /** The same kubeconfig, an administrator's, for the operator. */
  public String operator(String kubeconfig) {
    return as(OPERATOR, kubeconfig);
  }

  /** A kubeconfig for the operator in a file of a folder. */
  public Path operatorKubeconfig(Path folder) {
    return kubeconfig(folder, OPERATOR);
  }

  /** A kubeconfig for the solver in a file of a folder. */
  public Path solverKubeconfig(Path folder) {
    return kubeconfig(folder, SOLVER);
  }

  private Path kubeconfig(Path folder, String serviceAccount) {
    try {
      var text = as(serviceAccount, Files.readString(cluster.kubeconfig()));
      return Files.writeString(folder.resolve("kubeconfig"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String as(String serviceAccount, String kubeconfig) {
    var config = Serialization.unmarshal(kubeconfig, Config.class);
    var identity = new AuthInfoBuilder().withToken(token(serviceAccount)).build();
    config.getUsers().forEach(user -> user.setUser(identity));
    return Serialization.asYaml(config);
  }

  /** Whether administrators are known by a token or, as those of K3s, by a certificate. */
  private ConfigBuilder client(String serviceAccount) {
    return new ConfigBuilder(cluster.client().getConfiguration())
        .withClientCertData(null)
        .withClientKeyData(null)
        .withAutoOAuthToken(token(serviceAccount));
  }

  private String token(String serviceAccount) {
    var request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(A_LONG_SUITE)
            .endSpec()
            .build();
    return cluster
        .client()
        .serviceAccounts()
        .inNamespace(RunningOperator.NAMESPACE)
        .withName(serviceAccount)
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }
}
