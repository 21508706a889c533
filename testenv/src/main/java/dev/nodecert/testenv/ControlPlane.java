package dev.nodecert.testenv;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * The files and command lines of a control plane without nodes, all of it on 127.0.0.1.
 *
 * @param servers where its executables are
 * @param directory for its files
 */
record ControlPlane(Servers servers, RunDirectory directory, int etcdPort, int apiPort) {

  private static final String AUDIT_POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived, ResponseStarted]
      rules:
      - level: Metadata
      """;

  /** Those that have work to do where there are no nodes. */
  private static final List<String> CONTROLLERS =
      List.of(
          "clusterrole-aggregation-controller",
          "garbage-collector-controller",
          "namespace-controller",
          "resourcequota-controller",
          "root-ca-certificate-publisher-controller",
          "serviceaccount-controller",
          "serviceaccount-token-controller");

  URI apiUrl() {
    return URI.create("https://127.0.0.1:" + apiPort);
  }

  Path kubeconfig() {
    return directory.resolve("kubeconfig");
  }

  Path auditLog() {
    return directory.resolve("audit.log");
  }

  /** Writes what the command lines refer to. */
  void writeFiles(TestAuthority authority) {
    var server = authority.issueServer("127.0.0.1", "localhost", "kubernetes.default.svc");
    directory.write("ca.crt", authority.certificatePem());
    directory.write("server.crt", server.certificatePem());
    directory.write("server.key", server.privateKeyPem());
    // Signs and, as kube-apiserver takes its public half from it, verifies.
    directory.write("serviceaccounts.key", Pem.encode(TestAuthority.newKey().getPrivate()));
    directory.write("audit-policy.yaml", AUDIT_POLICY);
    directory.write("kubeconfig", kubeconfig(authority, "admin"));
    directory.write("controllers.kubeconfig", kubeconfig(authority, "controllers"));
  }

  private String kubeconfig(TestAuthority authority, String user) {
    var credentials = authority.issueClient(user, "system:masters");
    return """
    apiVersion: v1
    kind: Config
    current-context: test
    contexts:
    - name: test
      context: {cluster: test, user: %1$s}
    clusters:
    - name: test
      cluster:
        server: %2$s
        certificate-authority-data: %3$s
    users:
    - name: %1$s
      user:
        client-certificate-data: %4$s
        client-key-data: %5$s
    """
        .formatted(
            user,
            apiUrl(),
            base64(authority.certificatePem()),
            base64(credentials.certificatePem()),
            base64(credentials.privateKeyPem()));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  List<String> etcd() {
    var clients = "http://127.0.0.1:" + etcdPort;
    return List.of(
        servers.path("etcd").toString(),
        "--data-dir=" + directory.resolve("etcd"),
        "--unsafe-no-fsync",
        "--log-level=warn",
        "--listen-client-urls=" + clients,
        "--advertise-client-urls=" + clients,
        "--listen-peer-urls=http://127.0.0.1:0");
  }

  List<String> apiServer() {
    return List.of(
        servers.path("kube-apiserver").toString(),
        "--etcd-servers=http://127.0.0.1:" + etcdPort,
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        "--endpoint-reconciler-type=none",
        "--secure-port=" + apiPort,
        "--tls-cert-file=" + directory.resolve("server.crt"),
        "--tls-private-key-file=" + directory.resolve("server.key"),
        "--client-ca-file=" + directory.resolve("ca.crt"),
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-signing-key-file=" + directory.resolve("serviceaccounts.key"),
        "--service-account-key-file=" + directory.resolve("serviceaccounts.key"),
        "--service-cluster-ip-range=10.0.0.0/16",
        "--authorization-mode=RBAC",
        "--allow-privileged",
        "--audit-policy-file=" + directory.resolve("audit-policy.yaml"),
        "--audit-log-path=" + auditLog(),
        // MB; the default, 100, would move records away from a benchmark that counts them.
        "--audit-log-maxsize=1000000");
  }

  List<String> controllerManager() {
    return List.of(
        servers.path("kube-controller-manager").toString(),
        "--kubeconfig=" + directory.resolve("controllers.kubeconfig"),
        "--secure-port=0",
        "--leader-elect=false",
        "--controllers=" + String.join(",", CONTROLLERS),
        "--service-account-private-key-file=" + directory.resolve("serviceaccounts.key"),
        "--root-ca-file=" + directory.resolve("ca.crt"));
  }
}
