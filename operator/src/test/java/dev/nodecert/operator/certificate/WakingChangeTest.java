package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.junit.jupiter.api.Test;

class WakingChangeTest {

  private static boolean wakes(ObjectMetaBuilder changed) {
    return new WakingChange().accept(certificate(changed.build()), certificate(metadata().build()));
  }

  private static ObjectMetaBuilder metadata() {
    return new ObjectMetaBuilder()
        .withGeneration(1L)
        .withResourceVersion("1")
        .addToAnnotations("nodecert.dev/renew", "2026-11-23T12:00:00Z");
  }

  private static NodeCertificate certificate(ObjectMeta metadata) {
    var certificate = new NodeCertificate();
    certificate.setMetadata(metadata);
    return certificate;
  }

  @Test
  void ofTheSpec() {
    assertThat(wakes(metadata().withGeneration(2L))).isTrue();
  }

  @Test
  void ofWhatAnAnnotationAsksFor() {
    assertThat(wakes(metadata().addToAnnotations("nodecert.dev/renew", "2026-11-24T12:00:00Z")))
        .isTrue();
    assertThat(wakes(metadata().removeFromAnnotations("nodecert.dev/renew"))).isTrue();
    assertThat(wakes(metadata().withAnnotations(null))).isTrue();
  }

  @Test
  void notOfItsStatusNorOfOthersAnnotations() {
    assertThat(wakes(metadata().withResourceVersion("2").addToAnnotations("example.com/note", "x")))
        .isFalse();
  }
}
