package dev.nodecert.testenv;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link NodePlan} that runs. */
final class NodeCluster implements PodCluster {

  private static final Logger log = LoggerFactory.getLogger(NodeCluster.class);
  private static final Duration START = Duration.ofMinutes(2);
  static final List<String> IMAGES =
      List.of("busybox", "coredns", "pebble", "bind", "pveproxy", "wrk");

  private final NodePlan plan;
  private final ContainerRuntime runtime;
  private final AdminAccess access;
  private final Resources resources;

  private NodeCluster(
      NodePlan plan, ContainerRuntime runtime, AdminAccess access, Resources resources) {
    this.plan = plan;
    this.runtime = runtime;
    this.access = access;
    this.resources = resources;
  }

  /**
   * Starts a cluster, without the CRDs of the project.
   *
   * @throws IllegalStateException when a server cannot be had or does not start
   */
  static NodeCluster start(Project project) {
    var servers = Servers.provide("kubernetes", "etcd", "node", "containerd", "images");
    return Resources.opening(resources -> {
      var begin = System.nanoTime();
      var directory = resources.add(RunDirectory.create("node"));
      var plan = NodePlan.plan(servers, directory, resources.add(NodeAddresses.reserve()));
      plan.writeFiles();
      var namespaces = resources.add(Namespaces.create(plan, project));
      var cluster = start(namespaces, resources);
      cluster.addDns(project);
      cluster.awaitReady();
      log.info(
          "Node at {} after {} ms, logs in {}",
          plan.addresses().api(),
          Duration.ofNanos(System.nanoTime() - begin).toMillis(),
          directory.path());
      return cluster;
    });
  }

  private static NodeCluster start(Namespaces namespaces, Resources resources) {
    var plan = namespaces.plan();
    resources.add(namespaces.start("etcd", plan.etcd()));
    var runtime = ContainerRuntime.start(namespaces);
    resources.add(runtime.process());
    var process = resources.add(namespaces.start("kube-apiserver", plan.apiServer()));
    var apiServer = new ApiServer(process, plan.addresses().api(), plan.authority(), plan.admin());
    var images = CompletableFuture.runAsync(() -> loadImages(runtime, plan.servers()));
    var access = resources.add(AdminAccess.by(plan.kubeconfig(), plan.servers()));
    // The others end where they are not allowed yet what the API server's own roles say.
    apiServer.awaitAnswer(ApiServer.READY);
    resources.add(namespaces.start("kube-controller-manager", plan.controllerManager()));
    resources.add(namespaces.start("kube-scheduler", plan.scheduler()));
    runtime.awaitReady();
    resources.add(namespaces.start("kubelet", plan.kubelet()));
    resources.add(namespaces.start("kube-proxy", plan.kubeProxy()));
    images.join();
    return new NodeCluster(plan, runtime, access, resources);
  }

  private static void loadImages(ContainerRuntime runtime, Servers servers) {
    runtime.awaitReady();
    IMAGES.forEach(it -> runtime.load(servers.path(it + "-image")));
  }

  private void addDns(Project project) {
    try {
      var template = Files.readString(project.root().resolve("testenv/node/coredns.yaml"));
      var file =
          plan.directory()
              .write(
                  "coredns.yaml", template.replace("DNS_ADDRESS", plan.addresses().dnsService()));
      kubectl("apply", "--server-side", "--filename=" + file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() {
    Awaitility.await().atMost(START).until(this::isNodeReady);
    var dns = client().apps().deployments().inNamespace("kube-system").withName("coredns");
    Awaitility.await().atMost(START).until(dns::isReady);
  }

  private boolean isNodeReady() {
    Node node = client().nodes().withName(NodeConfiguration.NAME).get();
    return node != null && Readiness.isNodeReady(node);
  }

  @Override
  public void load(Path archive) {
    runtime.load(archive);
  }

  @Override
  public void install(Path crds) {
    access.install(crds);
  }

  @Override
  public KubernetesClient client() {
    return access.client();
  }

  @Override
  public Path kubeconfig() {
    return plan.kubeconfig();
  }

  @Override
  public SSLContext tls() {
    return plan.authority().sslContext();
  }

  @Override
  public AuditLog audit() {
    return new AuditLog(plan.auditLog());
  }

  @Override
  public String kubectl(String... arguments) {
    return access.kubectl(arguments);
  }

  @Override
  public void close() {
    resources.close();
  }
}
