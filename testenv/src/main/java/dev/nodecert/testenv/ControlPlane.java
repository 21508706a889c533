package dev.nodecert.testenv;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The files and command lines of a control plane without nodes, all of it on 127.0.0.1.
 *
 * @param servers where its executables are
 * @param directory for its files
 * @param authority for the API server's HTTPS
 */
record ControlPlane(
    Servers servers,
    RunDirectory directory,
    TestAuthority authority,
    int etcdPort,
    int apiPort,
    User admin,
    User controllers) {

  static final String AUDIT_POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived, ResponseStarted]
      rules:
      - level: Metadata
      """;

  /** Those that have work to do where there are no nodes. */
  private static final List<String> WORKING_CONTROLLERS =
      List.of(
          "clusterrole-aggregation-controller",
          "garbage-collector-controller",
          "namespace-controller",
          "resourcequota-controller",
          "root-ca-certificate-publisher-controller",
          "serviceaccount-controller",
          "serviceaccount-token-controller");

  static ControlPlane plan(Servers servers, RunDirectory directory, Ports ports) {
    return new ControlPlane(
        servers,
        directory,
        TestAuthority.create("test-cluster"),
        ports.next(),
        ports.next(),
        User.create("admin"),
        User.create("system:kube-controller-manager"));
  }

  /** Someone whom the API server knows by a token, which is not printed. */
  record User(String name, String group, String token) {

    /** Someone with every right. */
    static User create(String name) {
      return create(name, "system:masters");
    }

    static User create(String name, String group) {
      return new User(name, group, UUID.randomUUID().toString());
    }

    /** A line of kube-apiserver's static token file. */
    String csv() {
      return "%s,%s,%2$s,%s%n".formatted(token, name, group);
    }

    @Override
    public String toString() {
      return "User[%s, %s]".formatted(name, group);
    }
  }

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
  void writeFiles() {
    var server = authority.issue("127.0.0.1", "localhost", "kubernetes.default.svc");
    var serviceAccounts = TestAuthority.newKey();
    directory.write("ca.crt", authority.certificatePem());
    directory.write("server.crt", server.certificatePem());
    directory.write("server.key", server.privateKeyPem());
    directory.write("serviceaccounts.key", Pem.encode(serviceAccounts.getPrivate()));
    directory.write("serviceaccounts.pub", Pem.encode(serviceAccounts.getPublic()));
    directory.write("audit-policy.yaml", AUDIT_POLICY);
    directory.write("tokens.csv", admin.csv() + controllers.csv());
    directory.write("kubeconfig", kubeconfig(admin));
    directory.write("controllers.kubeconfig", kubeconfig(controllers));
  }

  private String kubeconfig(User user) {
    return kubeconfig(user.name(), user.token(), apiUrl(), authority);
  }

  static String kubeconfig(String user, String token, URI server, TestAuthority authority) {
    return """
    apiVersion: v1
    kind: Config
    current-context: test
    contexts:
    - name: test
      context: {cluster: test, user: "%1$s"}
    users:
    - name: "%1$s"
      user: {token: "%2$s"}
    clusters:
    - name: test
      cluster:
        server: %3$s
        certificate-authority-data: %4$s
    """
        .formatted(user, token, server, base64(authority.certificatePem()));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  List<String> etcd() {
    return etcd(servers, directory.resolve("etcd"), etcdPort);
  }

  /**
   * Loses the last writes when the machine fails, but not when it is killed.
   *
   * @param port of 127.0.0.1
   */
  static List<String> etcd(Servers servers, Path data, int port) {
    var clients = "http://127.0.0.1:" + port;
    return List.of(
        servers.path("etcd").toString(),
        "--data-dir=" + data,
        "--unsafe-no-fsync",
        // Its election waits for these, though there is no one else to vote.
        "--heartbeat-interval=20",
        "--election-timeout=100",
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
        "--token-auth-file=" + directory.resolve("tokens.csv"),
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-signing-key-file=" + directory.resolve("serviceaccounts.key"),
        "--service-account-key-file=" + directory.resolve("serviceaccounts.pub"),
        "--service-cluster-ip-range=10.0.0.0/16",
        "--authorization-mode=RBAC",
        "--allow-privileged",
        "--audit-policy-file=" + directory.resolve("audit-policy.yaml"),
        "--audit-log-path=" + auditLog(),
        // MB; after the default, 100, the file would be another and marks in it wrong.
        "--audit-log-maxsize=1000000");
  }

  /** A tenth less time to start, for 90 MB more. */
  Map<String, String> apiServerEnvironment() {
    return Map.of("GOGC", "400");
  }

  List<String> controllerManager() {
    return List.of(
        servers.path("kube-controller-manager").toString(),
        "--kubeconfig=" + directory.resolve("controllers.kubeconfig"),
        "--secure-port=0",
        "--leader-elect=false",
        "--controllers=" + String.join(",", WORKING_CONTROLLERS),
        "--service-account-private-key-file=" + directory.resolve("serviceaccounts.key"),
        "--root-ca-file=" + directory.resolve("ca.crt"));
  }
}
