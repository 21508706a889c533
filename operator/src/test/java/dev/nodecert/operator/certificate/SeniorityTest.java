package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.junit.jupiter.api.Test;

class SeniorityTest {

  private static final NodeCertificate OLD = certificate("b", "pve1", "2026-11-23T12:00:00Z");
  private static final NodeCertificate YOUNG = certificate("a", "pve1", "2026-11-23T12:00:01Z");

  @Test
  void theOlderComesFirst() {
    assertThat(Seniority.precedes(OLD, YOUNG)).isTrue();
    assertThat(Seniority.precedes(YOUNG, OLD)).isFalse();
  }

  @Test
  void nobodyComesBeforeItself() {
    assertThat(Seniority.precedes(OLD, OLD)).isFalse();
  }

  @Test
  void ofTheSameAgeTheOrderIsThatOfTheNames() {
    var twin = certificate("b", "pve2", "2026-11-23T12:00:00Z");
    var neighbour = certificate("a", "pve3", "2026-11-23T12:00:00Z");

    assertThat(Seniority.precedes(OLD, twin)).isTrue();
    assertThat(Seniority.precedes(neighbour, OLD)).isTrue();
  }

  @Test
  void whoIsBeingDeletedMakesRoom() {
    var going = certificate("b", "pve1", "2026-11-23T12:00:00Z");
    going.getMetadata().setDeletionTimestamp("2026-11-23T13:00:00Z");

    assertThat(Seniority.precedes(going, YOUNG)).isFalse();
  }

  private static NodeCertificate certificate(String namespace, String name, String created) {
    var certificate = new NodeCertificate();
    certificate.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(name)
            .withCreationTimestamp(created)
            .build());
    return certificate;
  }
}
