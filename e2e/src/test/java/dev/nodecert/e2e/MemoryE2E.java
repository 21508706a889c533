package dev.nodecert.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What the operator takes of its pod's memory, as kubelet sees it. */
@OnStage
@Order(4)
class MemoryE2E {

  private static final String NAMESPACE = "crowd";
  private static final int CERTIFICATES = 100;
  private static final Duration ATMOST = Duration.ofMinutes(2);

  private final Kubernetes kubernetes;
  private final Release release;
  private final Figures figures;

  MemoryE2E(Stage stage) {
    this.kubernetes = stage.kubernetes();
    this.release = stage.release();
    this.figures = stage.figures();
  }

  @Test
  void aHundredCertificatesFit() {
    figures.add("anonymous memory of the operator that leads", memory().text());
    makeCertificates();

    figures.timeUntil(
        "a hundred NodeCertificates until the cluster CA has signed all",
        ATMOST,
        this::allAreReady);

    var memory = memory();
    figures.add("anonymous memory with a hundred certificates more", memory.text());
    figures.add("anonymous memory of the container that runs scripts", scripts().text());
    figures.add("anonymous memory of a solver", solver().text());
    assertThat(memory.mebibytes()).isLessThan(200);
    kubernetes.client().namespaces().withName(NAMESPACE).delete();
  }

  private PodMemory memory() {
    return PodMemory.read(kubernetes, Release.NAMESPACE, release.leader(), "operator");
  }

  private PodMemory scripts() {
    return PodMemory.read(kubernetes, Release.NAMESPACE, release.leader(), "dnsapi");
  }

  private PodMemory solver() {
    var pods = kubernetes.pods(Release.NAMESPACE, "app.kubernetes.io/component=solver");
    var name = pods.getFirst().getMetadata().getName();
    return PodMemory.read(kubernetes, Release.NAMESPACE, name, "solver");
  }

  private void makeCertificates() {
    var namespace =
        new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build();
    kubernetes.client().resource(namespace).create();
    var one = Fixture.read("one-of-a-crowd.yaml");
    IntStream.range(0, CERTIFICATES)
        .mapToObj(number -> one.with("the-node", "node-" + number))
        .forEach(kubernetes::apply);
  }

  private boolean allAreReady() {
    var list = kubernetes.client().resources(NodeCertificate.class).inNamespace(NAMESPACE).list();
    return list.getItems().stream().filter(Kubernetes::isReady).count() == CERTIFICATES;
  }
}
