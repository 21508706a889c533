package dev.nodecert.testenv;

import java.nio.file.Path;

/** A Kubernetes cluster whose pods run. */
public interface PodCluster extends Cluster {

  /**
   * Starts one: of one node, in Linux namespaces of its own.
   *
   * @throws IllegalStateException when it cannot be had on this machine, with what is missing
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
}
