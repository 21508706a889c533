package dev.nodecert.operator.testing;

import dev.nodecert.testenv.AuditRecord;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Project;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
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

  /** A token of the operator's ServiceAccount. */
  public String operator() {
    return token(OPERATOR);
  }

  /** A token of the solver's ServiceAccount. */
  public String solver() {
    return token(SOLVER);
  }

  /** The same kubeconfig, an administrator's, for the operator. */
  public String operator(String kubeconfig) {
    return kubeconfig.replace(administrator(), operator());
  }

  /** A kubeconfig for the operator in a file of a folder. */
  public Path operatorKubeconfig(Path folder) {
    return kubeconfig(folder, operator());
  }

  /** A kubeconfig for the solver in a file of a folder. */
  public Path solverKubeconfig(Path folder) {
    return kubeconfig(folder, solver());
  }

  private Path kubeconfig(Path folder, String token) {
    try {
      var text = Files.readString(cluster.kubeconfig()).replace(administrator(), token);
      return Files.writeString(folder.resolve("kubeconfig"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String administrator() {
    return cluster.client().getConfiguration().getAutoOAuthToken();
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
