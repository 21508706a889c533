package dev.nodecert.testenv;

/**
 * What the servers of a node are told in files. Inside the node {@link #FOLDER} is where they are.
 *
 * <p>The node has no right to raise anything of what it inherits, such as whom the kernel ends last
 * when memory is short (oom_score_adj).
 */
record NodeConfiguration(NodeAddresses addresses, Servers servers) {

  static final String FOLDER = "/run/node";
  static final String NAME = "node1";
  static final String RUNTIME_SOCKET = "/run/containerd/containerd.sock";

  private static final String SANDBOX_IMAGE = "nodecert.test/busybox:1";

  /** For containerd 1.6, Debian 12's. */
  String containerd() {
    return """
    version = 2
    root = "%1$s/containerd"
    state = "/run/containerd"
    oom_score = 0
    disabled_plugins = [
      "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs",
      "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs",
      "io.containerd.internal.v1.opt"]
    [grpc]
      address = "%2$s"
    [plugins."io.containerd.grpc.v1.cri"]
      sandbox_image = "%3$s"
      restrict_oom_score_adj = true
      disable_apparmor = true
      disable_hugetlb_controller = true
      tolerate_missing_hugetlb_controller = true
      enable_unprivileged_ports = true
      [plugins."io.containerd.grpc.v1.cri".cni]
        bin_dir = "%4$s"
        conf_dir = "%1$s/cni"
      [plugins."io.containerd.grpc.v1.cri".containerd]
        snapshotter = "overlayfs"
        default_runtime_name = "runc"
        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
          runtime_type = "io.containerd.runc.v2"
          [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
            SystemdCgroup = false
            BinaryName = "%5$s"
    """
        .formatted(
            FOLDER, RUNTIME_SOCKET, SANDBOX_IMAGE, servers.path("cni"), servers.path("runc"));
  }

  /** A link to the node for each pod, and no bridge: that would need the kernel's br_netfilter. */
  String network() {
    return """
    {
      "cniVersion": "1.0.0",
      "name": "pods",
      "plugins": [
        {
          "type": "ptp",
          "ipam": {
            "type": "host-local",
            "dataDir": "/run/cni",
            "ranges": [[{"subnet": "%s"}]],
            "routes": [{"dst": "0.0.0.0/0"}]
          }
        },
        {"type": "portmap", "capabilities": {"portMappings": true}}
      ]
    }
    """
        .formatted(addresses.pods());
  }

  /** All settings that matter to a user are kubelet's own. */
  String kubelet() {
    return """
    apiVersion: kubelet.config.k8s.io/v1beta1
    kind: KubeletConfiguration
    failCgroupV1: false
    cgroupDriver: cgroupfs
    cgroupRoot: /%2$s
    oomScoreAdj: 0
    address: %3$s
    containerRuntimeEndpoint: unix://%5$s
    authentication:
      anonymous: {enabled: false}
      webhook: {enabled: true}
      x509: {clientCAFile: %1$s/ca.crt}
    authorization: {mode: Webhook}
    clusterDomain: cluster.local
    clusterDNS: [%4$s]
    resolvConf: %1$s/resolv.conf
    podLogsDir: %1$s/pods
    volumePluginDir: %1$s/volumeplugins
    failSwapOn: false
    imageGCHighThresholdPercent: 100
    imageGCLowThresholdPercent: 99
    evictionHard: {memory.available: 50Mi, nodefs.available: 1%%, imagefs.available: 1%%, nodefs.inodesFree: 1%%}
    nodeStatusUpdateFrequency: 5s
    """
        .formatted(
            FOLDER, addresses.link(), addresses.node(), addresses.dnsService(), RUNTIME_SOCKET);
  }

  String kubeProxy() {
    return """
    apiVersion: kubeproxy.config.k8s.io/v1alpha1
    kind: KubeProxyConfiguration
    mode: nftables
    clusterCIDR: %2$s
    oomScoreAdj: 0
    clientConnection: {kubeconfig: %1$s/proxy.kubeconfig}
    conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
    """
        .formatted(FOLDER, addresses.pods());
  }
}
