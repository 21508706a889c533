package dev.nodecert.testenv;

import dev.nodecert.testenv.ControlPlane.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files and command lines of a Kubernetes of one node, all of it in namespaces of its own.
 *
 * @param servers where its executables are
 * @param directory for its files, which is {@link NodeConfiguration#FOLDER} for the commands
 * @param authority for the API server's HTTPS
 */
record NodePlan(
    Servers servers,
    RunDirectory directory,
    NodeAddresses addresses,
    TestAuthority authority,
    User admin) {

  private static final int ETCD_PORT = 2379;
  private static final String SYSTEM_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  static NodePlan plan(Servers servers, RunDirectory directory, NodeAddresses addresses) {
    return new NodePlan(
        servers, directory, addresses, TestAuthority.create("test-cluster"), User.create("admin"));
  }

  Path kubeconfig() {
    return directory.resolve("kubeconfig");
  }

  Path auditLog() {
    return directory.resolve("audit.log");
  }

  /** Writes what the command lines refer to. */
  void writeFiles() {
    writeKeys();
    writeUsers();
    var configuration = new NodeConfiguration(addresses, servers);
    directory.write("audit-policy.yaml", ControlPlane.AUDIT_POLICY);
    directory.write("containerd.toml", configuration.containerd());
    directory.write("kubelet.yaml", configuration.kubelet());
    directory.write("kube-proxy.yaml", configuration.kubeProxy());
    directory.write("resolv.conf", "");
    writeInto("cni", "10-pods.conflist", configuration.network());
    linkIptables();
  }

  private void writeKeys() {
    var server =
        authority.issue(
            addresses.node(),
            addresses.apiService(),
            "127.0.0.1",
            "kubernetes",
            "kubernetes.default",
            "kubernetes.default.svc",
            "kubernetes.default.svc.cluster.local");
    var kubeletClient = authority.issueClient("kube-apiserver", "system:masters");
    var serviceAccounts = TestAuthority.newKey();
    directory.write("ca.crt", authority.certificatePem());
    directory.write("server.crt", server.certificatePem());
    directory.write("server.key", server.privateKeyPem());
    directory.write("kubelet-client.crt", kubeletClient.certificatePem());
    directory.write("kubelet-client.key", kubeletClient.privateKeyPem());
    directory.write("serviceaccounts.key", Pem.encode(serviceAccounts.getPrivate()));
    directory.write("serviceaccounts.pub", Pem.encode(serviceAccounts.getPublic()));
  }

  private void writeUsers() {
    var controllers = User.create("system:kube-controller-manager");
    var scheduler = User.create("system:kube-scheduler");
    var proxy = User.create("system:kube-proxy");
    var kubelet = User.create("system:node:" + NodeConfiguration.NAME, "system:nodes");
    directory.write(
        "tokens.csv",
        admin.csv() + controllers.csv() + scheduler.csv() + proxy.csv() + kubelet.csv());
    writeKubeconfig("kubeconfig", admin);
    writeKubeconfig("controllers.kubeconfig", controllers);
    writeKubeconfig("scheduler.kubeconfig", scheduler);
    writeKubeconfig("proxy.kubeconfig", proxy);
    writeKubeconfig("kubelet.kubeconfig", kubelet);
  }

  private void writeKubeconfig(String file, User user) {
    directory.write(
        file, ControlPlane.kubeconfig(user.name(), user.token(), addresses.api(), authority));
  }

  private void writeInto(String folder, String name, String content) {
    try {
      Files.createDirectories(directory.resolve(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    directory.write(folder + "/" + name, content);
  }

  /** As the package's installation would: the CNI plugin for host ports calls it by that name. */
  private void linkIptables() {
    try {
      var folder = Files.createDirectories(directory.resolve("bin"));
      Files.createSymbolicLink(folder.resolve("iptables"), servers.path("iptables"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What every server of the node gets. */
  Map<String, String> environment() {
    // containerd takes the shim that it finds first.
    var path =
        String.join(":", inside("bin"), folderOf("containerd"), folderOf("nft"), SYSTEM_PATH);
    return servers
        .libraries("containerd")
        .map(
            it -> Map.of("PATH", path, "LD_LIBRARY_PATH", it, "XTABLES_LIBDIR", libraryFolders(it)))
        .orElseGet(() -> Map.of("PATH", path));
  }

  private String folderOf(String executable) {
    return servers.path(executable).resolveSibling("").toString();
  }

  private static String libraryFolders(String libraries) {
    return String.join(":", Stream.of(libraries.split(":")).map(it -> it + "/xtables").toList());
  }

  /** Holds the namespaces, on the machine itself. */
  List<String> namespaces(Project project) {
    return List.of(
        project.root().resolve("testenv/node/up").toString(),
        directory.path().toString(),
        addresses.link(),
        addresses.machine(),
        addresses.node(),
        addresses.services(),
        addresses.network());
  }

  private static String inside(String name) {
    return NodeConfiguration.FOLDER + "/" + name;
  }

  List<String> etcd() {
    return ControlPlane.etcd(servers, Path.of(inside("etcd")), ETCD_PORT);
  }

  List<String> containerd() {
    return List.of(servers.path("containerd").toString(), "--config=" + inside("containerd.toml"));
  }

  List<String> apiServer() {
    return List.of(
        servers.path("kube-apiserver").toString(),
        "--etcd-servers=http://127.0.0.1:" + ETCD_PORT,
        "--advertise-address=" + addresses.node(),
        "--secure-port=" + addresses.apiPort(),
        "--tls-cert-file=" + inside("server.crt"),
        "--tls-private-key-file=" + inside("server.key"),
        "--token-auth-file=" + inside("tokens.csv"),
        "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
        "--service-account-signing-key-file=" + inside("serviceaccounts.key"),
        "--service-account-key-file=" + inside("serviceaccounts.pub"),
        "--service-cluster-ip-range=" + addresses.services(),
        "--authorization-mode=Node,RBAC",
        "--enable-admission-plugins=NodeRestriction",
        "--allow-privileged",
        "--kubelet-client-certificate=" + inside("kubelet-client.crt"),
        "--kubelet-client-key=" + inside("kubelet-client.key"),
        "--kubelet-preferred-address-types=InternalIP",
        "--audit-policy-file=" + inside("audit-policy.yaml"),
        "--audit-log-path=" + inside("audit.log"),
        "--audit-log-maxsize=1000000");
  }

  List<String> controllerManager() {
    return List.of(
        servers.path("kube-controller-manager").toString(),
        "--kubeconfig=" + inside("controllers.kubeconfig"),
        "--secure-port=0",
        "--leader-elect=false",
        "--service-account-private-key-file=" + inside("serviceaccounts.key"),
        "--root-ca-file=" + inside("ca.crt"));
  }

  List<String> scheduler() {
    return List.of(
        servers.path("kube-scheduler").toString(),
        "--kubeconfig=" + inside("scheduler.kubeconfig"),
        "--secure-port=0",
        "--leader-elect=false");
  }

  List<String> kubelet() {
    return List.of(
        servers.path("kubelet").toString(),
        "--config=" + inside("kubelet.yaml"),
        "--kubeconfig=" + inside("kubelet.kubeconfig"),
        "--hostname-override=" + NodeConfiguration.NAME,
        "--node-ip=" + addresses.node(),
        "--root-dir=" + inside("kubelet"),
        "--cert-dir=" + inside("pki"));
  }

  List<String> kubeProxy() {
    return List.of(
        servers.path("kube-proxy").toString(),
        "--config=" + inside("kube-proxy.yaml"),
        "--hostname-override=" + NodeConfiguration.NAME);
  }
}
