package dev.nodecert.testenv;

import java.nio.file.Path;

/** A Kubernetes cluster whose pods run. */
public interface PodCluster extends Cluster {

  /**
   * Starts the kind that {@code -Dcluster=…} names, without the CRDs of the project: {@code k3s} is
   * K3s in a container, {@code node} one node in Linux namespaces of its own. By default the first
   * where there is a Docker daemon that can pull its image, else the other.
   *
   * @throws IllegalStateException when it cannot be had on this machine, with what is missing
   */
  static PodCluster start() {
    return switch (System.getProperty("cluster", "")) {
      case "k3s" -> K3sCluster.start();
      case "node" -> startNode();
      case "" -> K3sCluster.canStart() ? K3sCluster.start() : startNode();
      case String other ->
          throw new IllegalArgumentException(
              "-Dcluster=%s is no cluster with pods; there are: k3s, node".formatted(other));
    };
  }

  /**
   * Starts one node in Linux namespaces of its own, without the CRDs of the project.
   *
   * @throws IllegalStateException when this machine cannot have it, with what is missing
   */
  static PodCluster startNode() {
    return NodeCluster.start(Project.find());
  }

  /**
   * Adds an image to those that pods can have without a registry.
   *
   * @param archive an OCI layout with the annotation {@code io.containerd.image.name}, as a tar
   */
  void load(Path archive);

  /** Adds kinds, and waits until the API server knows them. */
  void install(Path crds);
}
